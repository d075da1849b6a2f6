/* SPDX-License-Identifier: MIT */
#include "core/mail/cut.h"

#include <string.h>

#include "core/base/limits.h"

/* What can't stand in an address without quotes, so that the one before it is whole. */
static const char ends[] = " \t\r\n\v\f<>()[]{},;:\"'";

gsize rebound_cut_length(const char *bytes, gsize len)
{
	gsize start = len;

	while (start > 0 && len - start <= REBOUND_LIMIT_ADDRESS_BYTES &&
		(bytes[start - 1] == '\0' || strchr(ends, bytes[start - 1]) == NULL))
		start--;
	return memchr(bytes + start, '@', len - start) != NULL ? start : len;
}
