#include <pcap/pcap.h>
#include <stdint.h>

/* The time of a packet of a file that was opened for nanoseconds: here, because the module that `struct timeval` belongs
   to differs from system to system. */
static inline int64_t CLibPcap_nanoseconds(const struct pcap_pkthdr *header) {
    return (int64_t)((uint64_t)header->ts.tv_sec * 1000000000u + (uint64_t)header->ts.tv_usec);
}
