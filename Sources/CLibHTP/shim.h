#include <htp/htp.h>
