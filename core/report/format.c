/* SPDX-License-Identifier: MIT */
#include <rebound/report.h>

static const char *const format_names[REBOUND_FORMAT_COUNT] = {
	[REBOUND_FORMAT_NONE] = "none",
	[REBOUND_FORMAT_DSN] = "dsn",
	[REBOUND_FORMAT_ARF] = "arf",
	[REBOUND_FORMAT_MDN] = "mdn",
	[REBOUND_FORMAT_QSBMF] = "qsbmf",
	[REBOUND_FORMAT_JSON] = "json",
	[REBOUND_FORMAT_TEXT] = "text",
};

const char *rebound_format_name(enum rebound_format format)
{
	return format >= 0 && format < REBOUND_FORMAT_COUNT ? format_names[format] : NULL;
}
