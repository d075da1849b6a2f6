/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

/* From the lowest to the highest: a file includes its own layer and those before it. */
static const char *const layers[] = {"base", "smtp", "net", "script", "mail", "report", "rules",
	"store", "policy", "run", "connect", "cli"};

/* A header of a library, and where it may be known. */
static const struct {
	const char *prefix;
	const char *folders; /* space on both sides of each */
} libraries[] = {
	{"gmime/", " mail "},
	{"lua.h", " script report rules policy "},
	{"lauxlib.h", " script report rules policy "},
	{"lualib.h", " script rules policy "},
	{"luaconf.h", " script rules policy "},
	{"sqlite3.h", " store "},
	{"pcre2.h", " script "},
	{"curl/", " net "},
};

/* These three never return for some mails: parsed objects are read only. */
static const char *const endless[] = {"g_mime_multipart_get_boundary", "g_mime_content_type_encode",
	"g_mime_object_set_content_type_parameter"};

struct file {
	const char *path; /* from core/ on */
	const char *layer;
	gboolean header;
};

static int rank_of(const char *path)
{
	for (guint i = 0; i < G_N_ELEMENTS(layers); i++) {
		gsize len = strlen(layers[i]);
		if (strncmp(path, layers[i], len) == 0 && path[len] == '/')
			return (int)i;
	}
	return -1;
}

static void check_own(const struct file *file, const char *name, GString *wrong)
{
	int rank = g_str_has_prefix(name, "core/") ? rank_of(name + strlen("core/")) : -1;

	if (g_str_has_prefix(name, "rebound/"))
		return;
	if (rank < 0)
		g_string_append_printf(wrong, "\n%s: \"%s\" is not named from the root of the tree",
			file->path, name);
	else if (rank > rank_of(file->path))
		g_string_append_printf(
			wrong, "\n%s: \"%s\" is of a higher layer", file->path, name);
}

static void check_library(const struct file *file, const char *name, GString *wrong)
{
	for (guint i = 0; i < G_N_ELEMENTS(libraries); i++) {
		g_autofree char *folder = g_strdup_printf(" %s ", file->layer);
		if (!g_str_has_prefix(name, libraries[i].prefix))
			continue;
		/* A whole layer that stands on one library may name it in its own headers. */
		gboolean own = strcmp(file->layer, "net") == 0 ||
			       strcmp(file->layer, "script") == 0 ||
			       strcmp(file->layer, "store") == 0;
		if (!strstr(libraries[i].folders, folder) || (file->header && !own))
			g_string_append_printf(
				wrong, "\n%s: <%s> does not belong here", file->path, name);
	}
}

static void check_line(const struct file *file, const char *line, GString *wrong)
{
	while (*line == ' ' || *line == '\t')
		line++;
	if (*line != '#')
		return;
	line++;
	while (*line == ' ' || *line == '\t')
		line++;
	if (!g_str_has_prefix(line, "include"))
		return;
	line += strlen("include");
	while (*line == ' ' || *line == '\t')
		line++;
	const char *end = strpbrk(line + (*line ? 1 : 0), "\">");
	if ((*line != '"' && *line != '<') || !end)
		return;
	g_autofree char *name = g_strndup(line + 1, (gsize)(end - line - 1));
	if (*line == '"')
		check_own(file, name, wrong);
	else
		check_library(file, name, wrong);
}

static void check_file(const struct file *file, const char *text, GString *wrong)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i]; i++)
		check_line(file, lines[i], wrong);
	for (guint i = 0; i < G_N_ELEMENTS(endless); i++)
		if (strstr(text, endless[i]))
			g_string_append_printf(
				wrong, "\n%s: %s must not be called", file->path, endless[i]);
}

/* Check all sources of one layer; returns how many there are. */
static guint check_layer(const char *layer, GString *wrong)
{
	g_autofree char *relative = g_build_filename("core", layer, NULL);
	g_autofree char *folder = rebound_test_path(relative);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	guint count = 0;

	for (const char *name = dir ? g_dir_read_name(dir) : NULL; name;
		name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(layer, name, NULL);
		g_autofree char *whole = g_build_filename(folder, name, NULL);
		g_autofree char *text = NULL;
		struct file file = {path, layer, g_str_has_suffix(name, ".h")};
		if (!file.header && !g_str_has_suffix(name, ".c"))
			continue;
		ck_assert(g_file_get_contents(whole, &text, NULL, NULL));
		check_file(&file, text, wrong);
		count++;
	}
	return count;
}

START_TEST(no_file_looks_up)
{
	g_autoptr(GString) wrong = g_string_new(NULL);
	guint count = 0;

	for (guint i = 0; i < G_N_ELEMENTS(layers); i++)
		count += check_layer(layers[i], wrong);
	ck_assert_uint_gt(count, 20);
	ck_assert_msg(wrong->len == 0, "wrong includes:%s", wrong->str);
}
END_TEST

START_TEST(every_folder_is_a_layer)
{
	g_autofree char *folder = rebound_test_path("core");
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	ck_assert_ptr_nonnull(dir);
	for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *inside = g_strdup_printf("%s/", name);
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			ck_assert_msg(rank_of(inside) >= 0, "core/%s is no layer", name);
	}
}
END_TEST

static const struct {
	const char *path;
	const char *layer;
	const char *text;
	gboolean good;
} samples[] = {
	{"smtp/a.c", "smtp", "#include \"core/base/text.h\"\n#include <rebound/report.h>\n", TRUE},
	{"smtp/a.c", "smtp", "#include \"core/smtp/a.h\"\n", TRUE},
	{"smtp/a.c", "smtp", "#include \"core/mail/source.h\"\n", FALSE},
	{"smtp/a.c", "smtp", "\t# include  \"core/report/line.h\"\n", FALSE},
	{"smtp/a.c", "smtp", "#include \"a.h\"\n", FALSE},
	{"mail/a.c", "mail", "#include <gmime/gmime.h>\n", TRUE},
	{"mail/a.h", "mail", "#include <gmime/gmime.h>\n", FALSE},
	{"report/a.c", "report", "#include <gmime/gmime.h>\n", FALSE},
	{"rules/a.c", "rules", "#include <lua.h>\n", TRUE},
	{"rules/a.h", "rules", "#include <lua.h>\n", FALSE},
	{"script/a.h", "script", "#include <lua.h>\n", TRUE},
	{"cli/a.c", "cli", "#include <lauxlib.h>\n", FALSE},
	{"policy/a.c", "policy", "#include <sqlite3.h>\n", FALSE},
	{"store/a.c", "store", "#include <sqlite3.h>\n", TRUE},
	{"net/a.c", "net", "#include <curl/curl.h>\n", TRUE},
	{"cli/a.c", "cli", "#include <curl/curl.h>\n", FALSE},
	{"mail/a.c", "mail", "x = g_mime_content_type_encode(a);\n", FALSE},
};

START_TEST(wrong_lines_are_seen)
{
	g_autoptr(GString) wrong = g_string_new(NULL);
	struct file file = {
		samples[_i].path, samples[_i].layer, g_str_has_suffix(samples[_i].path, ".h")};

	check_file(&file, samples[_i].text, wrong);
	ck_assert_int_eq(wrong->len == 0, samples[_i].good);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("layers");
	TCase *tcase = tcase_create("layers");

	tcase_add_test(tcase, no_file_looks_up);
	tcase_add_test(tcase, every_folder_is_a_layer);
	tcase_add_loop_test(tcase, wrong_lines_are_seen, 0, (int)G_N_ELEMENTS(samples));
	suite_add_tcase(suite, tcase);
	return suite;
}
