/* SPDX-License-Identifier: MIT */
#include "core/base/converter.h"

/* Closed, so that no name from a mail reaches iconv, and a worker knows what to open beforehand. */
static const struct {
	const char *name, *other;
} charsets[] = {
	{"WINDOWS-1252", "CP1252"},
	{"UTF-7", NULL},
	{"UTF-16", NULL},
	{"UTF-16LE", NULL},
	{"UTF-16BE", NULL},
	{"UTF-32", NULL},
	{"ISO-2022-JP", NULL},
	{"ISO-2022-KR", NULL},
	{"GB18030", NULL},
	{"BIG5-HKSCS", NULL},
	{"CP949", NULL},
	{"CP932", NULL},
	{"EUC-JP", NULL},
	{"EUC-TW", NULL},
	{"TIS-620", NULL},
	{"ISO-8859-2", NULL},
	{"ISO-8859-3", NULL},
	{"ISO-8859-4", NULL},
	{"ISO-8859-5", NULL},
	{"ISO-8859-6", NULL},
	{"ISO-8859-7", NULL},
	{"ISO-8859-8", NULL},
	{"ISO-8859-10", NULL},
	{"ISO-8859-13", NULL},
	{"ISO-8859-14", NULL},
	{"ISO-8859-15", NULL},
	{"ISO-8859-16", NULL},
	{"WINDOWS-1250", "CP1250"},
	{"WINDOWS-1251", "CP1251"},
	{"WINDOWS-1253", "CP1253"},
	{"WINDOWS-1254", "CP1254"},
	{"WINDOWS-1255", "CP1255"},
	{"WINDOWS-1256", "CP1256"},
	{"WINDOWS-1257", "CP1257"},
	{"WINDOWS-1258", "CP1258"},
	{"KOI8-R", NULL},
	{"KOI8-U", NULL},
	{"KOI8-RU", NULL},
	{"KOI8-T", NULL},
	{"CP437", "IBM437"},
	{"CP850", "IBM850"},
	{"CP852", "IBM852"},
	{"CP855", "IBM855"},
	{"CP857", "IBM857"},
	{"CP858", "IBM858"},
	{"CP860", "IBM860"},
	{"CP861", "IBM861"},
	{"CP862", "IBM862"},
	{"CP863", "IBM863"},
	{"CP864", "IBM864"},
	{"CP865", "IBM865"},
	{"CP866", "IBM866"},
	{"CP869", "IBM869"},
	{"CP874", "IBM874"},
	{"MACINTOSH", NULL},
	{"VISCII", NULL},
};

enum { COUNT = G_N_ELEMENTS(charsets) };

/* Of one thread; a closed place is NULL, one that iconv lacks is itself. */
struct converters {
	GIConv open[COUNT];
};

static gboolean is_open(GIConv converter)
{
	return converter != NULL && converter != (GIConv)-1; // NOLINT(performance-no-int-to-ptr)
}

static void free_converters(gpointer data)
{
	struct converters *converters = data;

	for (guint i = 0; i < COUNT; i++)
		if (is_open(converters->open[i]))
			g_iconv_close(converters->open[i]);
	g_free(converters);
}

static GPrivate of_thread = G_PRIVATE_INIT(free_converters);

static GIConv open_once(guint place)
{
	struct converters *converters = g_private_get(&of_thread);

	if (converters == NULL) {
		converters = g_new0(struct converters, 1);
		g_private_set(&of_thread, converters);
	}
	GIConv *converter = &converters->open[place];
	if (*converter == NULL)
		*converter = g_iconv_open("UTF-8", charsets[place].name);
	return is_open(*converter) ? *converter : NULL;
}

GIConv rebound_converter_find(const char *charset)
{
	for (guint i = 0; i < COUNT; i++) {
		const char *other = charsets[i].other;

		if (g_ascii_strcasecmp(charsets[i].name, charset) != 0 &&
			(other == NULL || g_ascii_strcasecmp(other, charset) != 0))
			continue;
		GIConv converter = open_once(i);
		if (converter != NULL)
			g_iconv(converter, NULL, NULL, NULL, NULL);
		return converter;
	}
	return NULL;
}

void rebound_converter_open_all(void)
{
	for (guint i = 0; i < COUNT; i++)
		open_once(i);
}
