/* SPDX-License-Identifier: MIT */
#include "core/script/compile/write_phrases.h"

static void write_numbers(
	GString *out, const char *type, const char *prefix, const char *name, const GString *values)
{
	g_string_append_printf(out, "static const %s %s_%s[] = {%s};\n", type, prefix, name,
		values->len > 0 ? values->str : "{0}");
}

static void write_links(GString *out, const char *prefix, const struct rebound_phrases_image *image)
{
	g_autoptr(GString) links = g_string_new(NULL);
	g_autoptr(GString) slots = g_string_new(NULL);

	for (guint32 i = 0; i < image->link_count; i++)
		g_string_append_printf(
			links, "{%u, %u},\n", image->links[i].first, image->links[i].capacity);
	for (guint32 i = 0; i < image->slot_count; i++)
		g_string_append_printf(slots, "{%uU, %u, %u},\n", image->slots[i].key,
			image->slots[i].node, image->slots[i].next);
	write_numbers(out, "struct rebound_phrases_link", prefix, "links", links);
	write_numbers(out, "struct rebound_phrases_slot", prefix, "slots", slots);
}

static void write_bytes(
	GString *out, const char *prefix, const char *name, const guint8 *bytes, guint32 len)
{
	g_autoptr(GString) values = g_string_new(NULL);

	for (guint32 i = 0; i < len; i++)
		g_string_append_printf(values, "%u,%s", bytes[i], i % 16 == 15 ? "\n" : "");
	write_numbers(out, "guint8", prefix, name, values);
}

void rebound_write_phrases(GString *out, const char *linkage, const char *prefix,
	const struct rebound_phrases_image *image)
{
	write_links(out, prefix, image);
	write_bytes(out, prefix, "trie", image->trie, image->trie_len);
	write_bytes(out, prefix, "start_bits", image->start_bits, image->start_bytes);
	g_string_append_printf(out,
		"%sconst struct rebound_phrases_image %s = {%s_trie, %s_links, %s_slots, "
		"%s_start_bits, %u, %u, %u, %u, %u, %u, %u, %u, %u, {",
		linkage, prefix, prefix, prefix, prefix, prefix, image->trie_len, image->link_count,
		image->place_count, image->id_count, image->slot_count, image->start_bytes,
		image->within_words, image->with_symbols, image->extra_count);
	for (guint i = 0; i < REBOUND_PHRASES_EXTRAS; i++)
		g_string_append_printf(out, "%u,", image->extras[i]);
	g_string_append(out, "}, {");
	for (guint byte = 0; byte < 256; byte++)
		g_string_append_printf(out, "%u,", image->firsts[byte]);
	g_string_append(out, "}, {");
	for (guint begins_word = 0; begins_word < 2; begins_word++) {
		g_string_append_c(out, '{');
		for (guint byte = 0; byte < 256; byte++)
			g_string_append_printf(out, "%uU,", image->seconds[begins_word][byte]);
		g_string_append(out, "},");
	}
	g_string_append(out, "}, {");
	for (guint begins_word = 0; begins_word < 2; begins_word++) {
		g_string_append_c(out, '{');
		for (guint byte = 0; byte < 256; byte++)
			g_string_append_printf(out, "%u,", image->short_nodes[begins_word][byte]);
		g_string_append(out, "},");
	}
	g_string_append(out, "}};\n");
}
