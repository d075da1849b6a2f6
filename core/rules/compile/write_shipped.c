/* SPDX-License-Identifier: MIT */
#include "core/rules/compile/write_shipped.h"

#include <string.h>

#include "core/rules/shipped.h"
#include "core/script/compile/write_phrases.h"

static void write_text(GString *out, const char *text, gsize len)
{
	g_string_append_c(out, '"');
	for (gsize i = 0; i < len; i++) {
		if (text[i] == '"' || text[i] == '\\')
			g_string_append_printf(out, "\\%c", text[i]);
		else if (text[i] < ' ' || text[i] > '~' || text[i] == '?')
			g_string_append_printf(out, "\\%03o", (guint8)text[i]);
		else
			g_string_append_c(out, text[i]);
	}
	g_string_append_c(out, '"');
}

static void write_string(GString *out, const char *text)
{
	if (text == NULL)
		g_string_append(out, "NULL");
	else
		write_text(out, text, strlen(text));
}

/* Writes the words that a regex needs. */
static void write_needs(GString *out, const char *needs)
{
	const char *end = needs;

	for (; *end != '\0'; end++)
		while (*end != '\0')
			end += strlen(end) + 1;
	write_text(out, needs, (gsize)(end - needs));
}

static void write_id(GString *out, guint id)
{
	if (id == REBOUND_CARD_NO_ID)
		g_string_append(out, "NO_ID");
	else
		g_string_append_printf(out, "%uU", id);
}

/* ---- the tables that cards point to ---- */

static void write_list(GString *out, const char *prefix, const char *name, const char *const *list)
{
	if (list == NULL)
		return;
	g_string_append_printf(out, "static const char *const %s_%s[] = {", prefix, name);
	for (; *list != NULL; list++) {
		write_string(out, *list);
		g_string_append(out, ", ");
	}
	g_string_append(out, "NULL};\n");
}

static void write_codes(GString *out, const char *prefix, const char *name,
	const struct rebound_code_pattern *codes, guint count)
{
	if (count == 0)
		return;
	g_string_append_printf(
		out, "static const struct rebound_code_pattern %s_%s[] = {", prefix, name);
	for (guint i = 0; i < count; i++)
		g_string_append_printf(out,
			"{%" G_GUINT64_FORMAT "ULL, %" G_GUINT64_FORMAT "ULL}, ", codes[i].mask,
			codes[i].value);
	g_string_append(out, "};\n");
}

static void write_regexes(
	GString *out, const char *prefix, const struct rebound_condition *condition)
{
	if (condition->regex_count == 0)
		return;
	g_string_append_printf(
		out, "static const struct rebound_card_regex %s_regexes[] = {", prefix);
	for (guint i = 0; i < condition->regex_count; i++) {
		g_string_append_c(out, '{');
		write_string(out, condition->regexes[i].pattern);
		g_string_append(out, ", ");
		write_needs(out, condition->regexes[i].needs);
		g_string_append_printf(out, ", %u, ", condition->regexes[i].number);
		write_id(out, condition->regexes[i].literal);
		g_string_append(out, "}, ");
	}
	g_string_append(out, "};\n");
}

static void write_headers(
	GString *out, const char *prefix, const struct rebound_condition *condition)
{
	if (condition->header_count == 0)
		return;
	for (guint i = 0; i < condition->header_count; i++) {
		g_autofree char *name = g_strdup_printf("header%u", i);

		write_list(out, prefix, name, condition->headers[i].patterns);
	}
	g_string_append_printf(
		out, "static const struct rebound_card_header %s_headers[] = {", prefix);
	for (guint i = 0; i < condition->header_count; i++) {
		g_string_append_c(out, '{');
		write_string(out, condition->headers[i].name);
		g_string_append_printf(out, ", %s_header%u}, ", prefix, i);
	}
	g_string_append(out, "};\n");
}

static void write_tables(
	GString *out, const char *prefix, const struct rebound_condition *condition)
{
	write_list(out, prefix, "hosts", condition->hosts);
	write_list(out, prefix, "domains", condition->domains);
	write_list(out, prefix, "commands", condition->commands);
	write_list(out, prefix, "readers", condition->readers);
	write_codes(out, prefix, "statuses", condition->statuses, condition->status_count);
	write_codes(out, prefix, "replies", condition->replies, condition->reply_count);
	write_regexes(out, prefix, condition);
	write_headers(out, prefix, condition);
}

/* ---- the cards ---- */

static void write_table_name(GString *out, const char *field, const char *prefix, gboolean there)
{
	if (there)
		g_string_append_printf(out, ".%s = %s_%s, ", field, prefix, field);
}

/* Without its phrases: what is searched for them is written, and every pointer costs each start. */
static void write_condition(
	GString *out, const char *prefix, const struct rebound_condition *condition)
{
	g_string_append(out, "{.says = ");
	write_id(out, condition->says);
	g_string_append(out, ", ");
	write_table_name(out, "hosts", prefix, condition->hosts != NULL);
	write_table_name(out, "domains", prefix, condition->domains != NULL);
	write_table_name(out, "commands", prefix, condition->commands != NULL);
	write_table_name(out, "readers", prefix, condition->readers != NULL);
	g_string_append_printf(out, ".about = %u, ", condition->about);
	write_table_name(out, "statuses", prefix, condition->status_count > 0);
	write_table_name(out, "replies", prefix, condition->reply_count > 0);
	write_table_name(out, "regexes", prefix, condition->regex_count > 0);
	write_table_name(out, "headers", prefix, condition->header_count > 0);
	g_string_append_printf(out,
		".status_count = %u, .reply_count = %u, .regex_count = %u, .header_count = %u, "
		".has_check = %d, .check = -1}",
		condition->status_count, condition->reply_count, condition->regex_count,
		condition->header_count, condition->has_check);
}

static void write_card_tables(GString *out, const struct rebound_card *card, guint number)
{
	g_autofree char *prefix = g_strdup_printf("c%u", number);

	write_tables(out, prefix, &card->when);
	for (guint i = 0; i < card->unless_count; i++) {
		g_autofree char *own = g_strdup_printf("c%uu%u", number, i);

		write_tables(out, own, &card->unless[i]);
	}
	if (card->unless_count == 0)
		return;
	g_string_append_printf(
		out, "static const struct rebound_condition %s_unless[] = {", prefix);
	for (guint i = 0; i < card->unless_count; i++) {
		g_autofree char *own = g_strdup_printf("c%uu%u", number, i);

		write_condition(out, own, &card->unless[i]);
		g_string_append(out, ", ");
	}
	g_string_append(out, "};\n");
}

static void write_card(GString *out, const struct rebound_card *card, guint number)
{
	g_autofree char *prefix = g_strdup_printf("c%u", number);
	char confidence[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(out, "\t{.name = ");
	write_string(out, card->name);
	g_string_append(out, ", .file = ");
	write_string(out, card->file);
	g_string_append(out, ", .at = ");
	write_string(out, card->at);
	g_string_append(out, ", .doc = ");
	write_string(out, card->doc);
	g_string_append_printf(out, ", .line = %u, .shipped = TRUE, .when = ", card->line);
	write_condition(out, prefix, &card->when);
	g_string_append(out, ", ");
	write_table_name(out, "unless", prefix, card->unless_count > 0);
	g_string_append_printf(out,
		".unless_count = %u, .reason = (enum rebound_reason)%d, "
		".permanence = (enum rebound_permanence)%d, .confidence = %s, "
		".retry = %" G_GINT64_FORMAT
		", .delay = %d, .reply_only = %d, .reads_text = %d, .only_codes = %d},\n",
		card->unless_count, (int)card->reason, (int)card->permanence,
		g_ascii_dtostr(confidence, sizeof(confidence), card->confidence), card->retry,
		card->delay, card->reply_only, card->reads_text, card->only_codes);
}

/* ---- the whole ---- */

static void write_ids(GString *out, const GArray *id_cards)
{
	g_string_append(out, "static const guint id_cards[] = {");
	for (guint i = 0; i < id_cards->len; i++) {
		write_id(out, g_array_index(id_cards, guint, i));
		g_string_append_c(out, ',');
	}
	g_string_append(out, "};\n");
}

static void write_files(GString *out, const GArray *files)
{
	g_string_append(out, "static const struct rebound_shipped_file files[] = {\n");
	for (guint i = 0; i < files->len; i++) {
		const struct rebound_shipped_file *file =
			&g_array_index(files, struct rebound_shipped_file, i);

		g_string_append(out, "\t{");
		write_string(out, file->name);
		g_string_append_printf(out, ", %u, %u},\n", file->first, file->count);
	}
	g_string_append(out, "};\n");
}

GString *rebound_write_shipped(const struct rebound_ruleset *ruleset, const GArray *files)
{
	GString *out = g_string_new("/* Written by compile_shipped from rules/. */\n"
				    "#include \"core/rules/shipped.h\"\n"
				    "#include \"core/rules/statement_dictionary.h\"\n\n"
				    "#define NO_ID REBOUND_CARD_NO_ID\n\n");

	for (guint i = 0; i < ruleset->cards->len; i++)
		write_card_tables(out, rebound_ruleset_get(ruleset, i), i);
	g_string_append(out, "static const struct rebound_card cards[] = {\n");
	for (guint i = 0; i < ruleset->cards->len; i++)
		write_card(out, rebound_ruleset_get(ruleset, i), i);
	g_string_append(out, "};\n");
	write_ids(out, ruleset->id_cards);
	write_files(out, files);
	rebound_write_phrases(
		out, "static ", "phrases", rebound_phrases_get_image(ruleset->phrases));
	rebound_write_phrases(
		out, "static ", "name_phrases", rebound_phrases_get_image(ruleset->name_phrases));
	g_string_append_printf(out,
		"static const struct rebound_shipped shipped = {cards, %u, id_cards, %u, %u, "
		"files, "
		"%u, &phrases, &name_phrases};\n"
		"const struct rebound_shipped *const rebound_shipped = &shipped;\n",
		ruleset->cards->len, ruleset->id_cards->len, ruleset->regexes->len, files->len);
	return out;
}
