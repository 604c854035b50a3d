#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

/* Macros that Swift cannot import. */
static const uint64_t CLibSSL_ignore_unexpected_eof = SSL_OP_IGNORE_UNEXPECTED_EOF;

static inline void CLibSSL_allow_partial_writes(SSL_CTX *context) {
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

static inline int CLibSSL_set_server_name(SSL *session, const char *name) {
    return SSL_set_tlsext_host_name(session, name) == 1;
}
