/* SPDX-License-Identifier: MIT */
#include "core/report/parts.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_above.h"
#include "core/report/text_doubled.h"
#include "core/report/text_marks.h"
#include "core/report/text_margin.h"
#include "core/report/text_markup.h"
#include "core/report/text_notes.h"
#include "core/report/text_reply.h"
#include "core/report/text_unwrap.h"

/* The most that stands in for HTML. */
enum { STAND_IN_BYTES = 300 };

/** Human text while it is put together; HTML only counts where there is nothing else. */
struct texts {
	const char *plain;
	gsize len;
	GString *joined; /**< holds it where there is more than one part of it; NULL before */
	const struct rebound_part *choice; /**< the first that HTML may stand beside */
	gsize choice_start, choice_len;
	const struct rebound_part *html;
	gboolean is_cut;
};

static gboolean is_message(const struct rebound_part *part)
{
	return rebound_text_is(part->type, "message");
}

static gboolean is_type(const struct rebound_part *part, const char *type, const char *subtype)
{
	return rebound_text_is(part->type, type) && rebound_text_is(part->subtype, subtype);
}

static gboolean holds_message(const struct rebound_part *part)
{
	return is_message(part) && (rebound_text_is(part->subtype, "rfc822") ||
					   rebound_text_is(part->subtype, "global") ||
					   rebound_text_is(part->subtype, "news"));
}

static gboolean is_returned(const struct rebound_part *part)
{
	return holds_message(part) || rebound_text_is(part->subtype, "rfc822-headers") ||
	       rebound_text_is(part->subtype, "rfc822-header") ||
	       (is_message(part) && rebound_text_is(part->subtype, "global-headers"));
}

/** The part after this one below the top, in the order of the tree; the insides of messages are
 * passed over. */
static const struct rebound_part *next_part(
	const struct rebound_part *part, const struct rebound_part *top)
{
	if (part->child && !holds_message(part))
		return part->child;
	while (part != top && !part->next)
		part = part->parent;
	return part != top ? part->next : NULL;
}

static void add_text(
	struct rebound_message *message, const struct rebound_part *part, struct texts *texts)
{
	if (texts->len >= REBOUND_LIMIT_TEXT_BYTES) {
		texts->is_cut = TRUE;
		return;
	}
	gsize len = 0;
	const char *text =
		rebound_message_text(message, part, REBOUND_LIMIT_TEXT_BYTES - texts->len, &len);
	texts->is_cut = texts->is_cut || rebound_message_was_cut(message);
	gboolean is_choice =
		!texts->choice && part->parent && is_type(part->parent, "multipart", "alternative");
	if (is_choice) {
		texts->choice = part;
		texts->choice_start = texts->len > 0 ? texts->len + 2 : 0;
		texts->choice_len = len;
	}
	if (texts->len == 0) {
		texts->plain = text;
		texts->len = len;
		return;
	}
	if (!texts->joined)
		texts->joined = g_string_new_len(texts->plain, (gssize)texts->len);
	g_string_append(texts->joined, "\n\n");
	g_string_append_len(texts->joined, text, (gssize)len);
	texts->plain = texts->joined->str;
	texts->len = texts->joined->len;
}

/** Whether nobody wrote anything so far: gateways wrap a report whole, people put words before it.
 */
static gboolean is_wordless(const struct texts *texts)
{
	gsize len = texts->len;
	const char *text = rebound_text_cut_notes(texts->plain, &len);
	return !texts->html && rebound_text_is_blank(text, len);
}

/** Text that a gateway calls something else, but whose name or place still tells. */
static gboolean is_text_file(const struct rebound_part *part)
{
	gsize len = part->file_name ? strlen(part->file_name) : 0;

	if (!rebound_text_is(part->type, "application"))
		return FALSE;
	if (part->parent && is_type(part->parent, "multipart", "report"))
		return TRUE;
	return rebound_text_is(part->subtype, "octet-stream") && len > 4 &&
	       g_ascii_strcasecmp(part->file_name + len - 4, ".txt") == 0;
}

static void sort_text(struct rebound_message *message, const struct rebound_part *part,
	struct rebound_parts *parts, struct texts *texts)
{
	if (part->attachment) {
		parts->attached_text = parts->attached_text ? parts->attached_text : part;
		return;
	}
	/* What comes behind the returned message is a footer, unless nothing came before. */
	if (parts->returned && !rebound_text_is_blank(texts->plain, texts->len))
		return;
	if (!rebound_text_is(part->subtype, "html"))
		add_text(message, part, texts);
	else if (!texts->html)
		texts->html = part;
}

static void sort_part(struct rebound_message *message, const struct rebound_part *part,
	struct rebound_parts *parts, struct texts *texts)
{
	if (is_type(part, "multipart", "report")) {
		if (!parts->is_report) {
			parts->report_type = part->report_type;
			parts->is_top = is_wordless(texts);
		}
		parts->is_report = TRUE;
	} else if (rebound_text_is(part->subtype, "delivery-status") ||
		   rebound_text_is(part->subtype, "global-delivery-status") ||
		   rebound_text_is(part->subtype, "tracking-status")) {
		if (parts->delivery_status_count < REBOUND_PARTS_REPORTS)
			parts->delivery_status[parts->delivery_status_count++] = part;
	} else if (rebound_text_is(part->subtype, "feedback-report")) {
		parts->feedback = parts->feedback ? parts->feedback : part;
	} else if (rebound_text_is(part->subtype, "disposition-notification") ||
		   rebound_text_is(part->subtype, "global-disposition-notification")) {
		parts->disposition = parts->disposition ? parts->disposition : part;
	} else if (is_returned(part)) {
		parts->returned = parts->returned ? parts->returned : part;
	} else if (is_type(part, "application", "json") && !part->attachment) {
		parts->json = parts->json ? parts->json : part;
	} else if (is_type(part, "application", "xml") && !part->attachment) {
		sort_text(message, part, parts, texts);
	} else if (rebound_text_is(part->type, "text")) {
		sort_text(message, part, parts, texts);
	} else if (is_text_file(part)) {
		parts->attached_text = parts->attached_text ? parts->attached_text : part;
	}
}

/** Whether a text says that its reader needs a program that shows HTML; so short a one that says
 * nothing of delivery says no more. */
static gboolean asks_for_html(struct rebound_arena *arena, const char *text, gsize len)
{
	return len <= STAND_IN_BYTES && rebound_text_find(text, len, "html") != NULL &&
	       !(rebound_text_marks(arena, text, len) & REBOUND_TEXT_OUTCOME) &&
	       rebound_text_numbers(text, len).code < 400;
}

/** Put the HTML in the place of a text that says no more than that there is another one: it names
 * nobody, and the HTML beside it says more and does. */
static void replace_stand_in(
	struct rebound_message *message, struct texts *texts, struct rebound_parts *parts)
{
	const struct rebound_part *html = texts->html, *choice = texts->choice;
	const char *text = texts->plain + texts->choice_start;
	gsize len = 0;

	if (!html || !choice || html->parent != choice->parent || texts->is_cut ||
		memchr(text, '@', texts->choice_len))
		return;
	const char *words = rebound_message_text(message, html, REBOUND_LIMIT_TEXT_BYTES, &len);
	if (asks_for_html(rebound_message_arena(message), text, texts->choice_len)
			? rebound_text_is_blank(words, len)
			: texts->choice_len >= len || !memchr(words, '@', len))
		return;
	gsize end = texts->choice_start + texts->choice_len;
	GString *joined = g_string_new_len(texts->plain, (gssize)texts->choice_start);
	g_string_append_len(joined, words, (gssize)len);
	g_string_append_len(joined, texts->plain + end, (gssize)(texts->len - end));
	if (texts->joined)
		g_string_free(texts->joined, TRUE);
	texts->joined = joined;
	texts->plain = joined->str;
	texts->len = joined->len;
	texts->is_cut = rebound_message_was_cut(message);
	parts->html = html;
}

struct rebound_parts rebound_parts_find(
	struct rebound_message *message, const struct rebound_part *top)
{
	g_return_val_if_fail(message && top, (struct rebound_parts){.text = ""});
	struct rebound_parts parts = {.text = ""};
	struct texts texts = {.plain = ""};
	for (const struct rebound_part *part = top; part; part = next_part(part, top))
		sort_part(message, part, &parts, &texts);
	replace_stand_in(message, &texts, &parts);
	parts.text_len = texts.len;
	const char *text = rebound_text_cut_notes(texts.plain, &parts.text_len);
	if (texts.html && !parts.html && rebound_text_is_blank(text, parts.text_len)) {
		parts.html = texts.html;
		texts.len = 0;
		add_text(message, texts.html, &texts);
		parts.text_len = texts.len;
		text = rebound_text_cut_notes(texts.plain, &parts.text_len);
	}
	/* A report in a data format needs no words around it. */
	if (parts.json && rebound_text_is_blank(text, parts.text_len)) {
		texts.len = 0;
		add_text(message, parts.json, &texts);
		parts.text_len = texts.len;
		text = texts.plain;
	}
	parts.is_text_cut = texts.is_cut;
	char *kept = rebound_arena_copy(rebound_message_arena(message), text, parts.text_len);
	parts.text_len = rebound_text_undouble(kept, parts.text_len);
	parts.text_len = rebound_text_drop_margin(kept, parts.text_len);
	parts.text_len =
		rebound_text_drop_markup(rebound_message_arena(message), kept, parts.text_len);
	parts.text_len = rebound_text_unwrap(kept, parts.text_len);
	parts.text =
		rebound_text_indent_lists(rebound_message_arena(message), kept, &parts.text_len);
	if (texts.joined)
		g_string_free(texts.joined, TRUE);
	return parts;
}

gboolean rebound_part_is_log(const struct rebound_part *file)
{
	static const char *const names[] = {
		"log", "transcript", "session", "smtp", "details", "protokoll", "report"};
	g_return_val_if_fail(file, FALSE);
	gsize len = file->file_name ? strlen(file->file_name) : 0;

	for (gsize i = 0; len > 0 && i < G_N_ELEMENTS(names); i++) {
		if (rebound_text_find(file->file_name, len, names[i]))
			return TRUE;
	}
	return FALSE;
}
