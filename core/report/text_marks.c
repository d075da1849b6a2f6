/* SPDX-License-Identifier: MIT */
#include "core/report/text_marks.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_memo.h"
#include "core/report/text_phrases.h"
#include "core/script/phrases_image.h"

/* Stands for the bytes of an address; no phrase has it. */
#define HIDDEN 0x01

G_STATIC_ASSERT(REBOUND_TEXT_MARK_COUNT <= 32);

/* A delivery and what did not work are of one sentence, or of two short ones. */
#define FAILURE_BYTES 160

/* So many sentences are looked at for one that does not only suppose. */
#define MOST_SUPPOSED 4

/* All phrases, as the build made them searchable. */
static const struct rebound_phrases *get_phrases(void)
{
	static gsize made;

	if (g_once_init_enter(&made))
		g_once_init_leave(&made,
			GPOINTER_TO_SIZE(rebound_phrases_new_image(&rebound_text_marks_image)));
	return GSIZE_TO_POINTER(made);
}

static gboolean ends_name(char c)
{
	switch (c) {
	case ' ':
	case '<':
	case '>':
	case '(':
	case ')':
	case '[':
	case ']':
	case '{':
	case '}':
	case ',':
	case ';':
	case ':':
	case '"':
	case '\'':
	case '=':
		return TRUE;
	default:
		return (guchar)c >= 0x80;
	}
}

/** A folded text in which addresses say nothing, whatever the names are that people chose. */
static const char *hide_addresses(struct rebound_arena *arena, const char *text, gsize len)
{
	const char *at = memchr(text, '@', len);
	if (!at)
		return text;
	char *hidden = rebound_arena_copy(arena, text, len);
	for (; at; at = memchr(at, '@', len - (gsize)(at - text))) {
		gsize start = (gsize)(at - text), end = start + 1;
		while (start > 0 && !ends_name(text[start - 1]))
			start--;
		while (end < len && !ends_name(text[end]))
			end++;
		memset(hidden + start, HIDDEN, end - start);
		at = text + end;
	}
	return hidden;
}

/** Whether a text leads to an address to write to. */
static gboolean holds_contact(const char *text, gsize len)
{
	struct rebound_phrases_found found = rebound_phrases_find(get_phrases(), text, len);
	for (guint i = 0; i < found.count; i++)
		if (found.hits[i].id == REBOUND_TEXT_CONTACT)
			return TRUE;
	return FALSE;
}

/** Whether what is said to have failed is a delivery: "Leverans till ... misslyckades". */
static gboolean names_failed_delivery(struct rebound_phrases_found found)
{
	guint32 delivery = G_MAXUINT32, trouble = G_MAXUINT32;
	for (guint i = 0; i < found.count; i++) {
		const struct rebound_phrase_hit *hit = &found.hits[i];
		if (hit->id == REBOUND_TEXT_DELIVERY)
			delivery = hit->start;
		else if (hit->id == REBOUND_TEXT_TROUBLE)
			trouble = hit->start;
	}
	return delivery != G_MAXUINT32 && trouble != G_MAXUINT32 &&
	       MAX(delivery, trouble) - MIN(delivery, trouble) <= FAILURE_BYTES;
}

static gboolean is_word_end(char c)
{
	return !g_ascii_isalnum(c) && (guchar)c < 0x80;
}

/** Whether the clause before a place denies what follows: "nicht an diese Empfänger zugestellt". */
static gboolean is_denied(const char *text, gsize place)
{
	static const char *const denials[] = {"not", "nicht", "kein", "keine", "keinem", "non",
		"no", "niet", "geen", "nao", "pas", "ne", "nie", "inte", "ikke", "ei", "eivaet",
		"не", "nem", "nu", "degil", "nije"};
	gsize start = place, end = place;

	while (start > 0 && !strchr(".,;:!?\n", text[start - 1]))
		start--;
	while (end > start) {
		gsize word = end;
		while (word > start && !is_word_end(text[word - 1]))
			word--;
		for (gsize i = 0; i < G_N_ELEMENTS(denials); i++) {
			if (strlen(denials[i]) == end - word &&
				memcmp(text + word, denials[i], end - word) == 0)
				return TRUE;
		}
		end = word > start ? word - 1 : start;
	}
	return FALSE;
}

static gboolean ends_clause(char c)
{
	switch (c) {
	case '.':
	case ';':
	case ':':
	case '!':
	case '?':
	case ',':
		return TRUE;
	default:
		return FALSE;
	}
}

/* Whether a sentence only supposes what stands at a place of it: "If a message cannot be delivered,
 * you are told". What stands behind its comma is no supposition. */
static gboolean is_supposed(const char *text, gsize place)
{
	static const struct rebound_text_ending conditions[] = {REBOUND_TEXT_ENDING("if"),
		REBOUND_TEXT_ENDING("should"), REBOUND_TEXT_ENDING("whenever"),
		REBOUND_TEXT_ENDING("wenn"), REBOUND_TEXT_ENDING("falls"),
		REBOUND_TEXT_ENDING("sollte"), REBOUND_TEXT_ENDING("sollten"),
		REBOUND_TEXT_ENDING("si"), REBOUND_TEXT_ENDING("cuando"), REBOUND_TEXT_ENDING("se"),
		REBOUND_TEXT_ENDING("caso"), REBOUND_TEXT_ENDING("qualora"),
		REBOUND_TEXT_ENDING("als"), REBOUND_TEXT_ENDING("indien"),
		REBOUND_TEXT_ENDING("om"), REBOUND_TEXT_ENDING("hvis"),
		REBOUND_TEXT_ENDING("dersom"), REBOUND_TEXT_ENDING("jesli"),
		REBOUND_TEXT_ENDING("jezeli"), REBOUND_TEXT_ENDING("gdy"),
		REBOUND_TEXT_ENDING("pokud"), REBOUND_TEXT_ENDING("ak"), REBOUND_TEXT_ENDING("ha"),
		REBOUND_TEXT_ENDING("если")};
	gsize start = place, end;

	while (start > 0 && !ends_clause(text[start - 1]))
		start--;
	if (start > 0 && text[start - 1] == ',')
		return FALSE;
	while (start < place && is_word_end(text[start]))
		start++;
	for (end = start; end < place && !is_word_end(text[end]);)
		end++;
	for (gsize i = 0; end < place && i < G_N_ELEMENTS(conditions); i++) {
		if (conditions[i].len == end - start && *conditions[i].text == text[start] &&
			memcmp(text + start, conditions[i].text, end - start) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Whether something is said to have failed behind a place, and not supposed. */
static gboolean fails_behind(const char *text, gsize len, gsize place)
{
	for (guint tries = 0; place < len && tries < MOST_SUPPOSED; tries++) {
		struct rebound_phrases_found found =
			rebound_phrases_find(get_phrases(), text + place, len - place);
		gsize next = len;

		for (guint i = 0; i < found.count && next == len; i++) {
			const struct rebound_phrase_hit *hit = &found.hits[i];

			if (hit->id == REBOUND_TEXT_FAILED &&
				!is_supposed(text, place + hit->start))
				return TRUE;
			if (hit->id == REBOUND_TEXT_FAILED)
				next = place + hit->end;
		}
		place = next;
	}
	return place < len;
}

static guint32 find_marks(struct rebound_arena *arena, const char *text, gsize len)
{
	const guint32 pair = REBOUND_TEXT_BIT(DELIVERY) | REBOUND_TEXT_BIT(TROUBLE);
	const char *folded = rebound_text_fold_only(arena, text, len, &len);
	folded = hide_addresses(arena, folded, len);
	struct rebound_phrases_found found = rebound_phrases_find(get_phrases(), folded, len);

	gsize behind = 0, supposed = 0;
	guint32 marks = 0;
	for (guint i = 0; i < found.count; i++) {
		const struct rebound_phrase_hit *hit = &found.hits[i];
		if (hit->id == REBOUND_TEXT_DELIVERED && is_denied(folded, hit->start))
			marks |= REBOUND_TEXT_BIT(FAILED);
		else if (hit->id == REBOUND_TEXT_FAILED && is_supposed(folded, hit->start))
			supposed = hit->end;
		else
			marks |= 1U << hit->id;
		if (hit->id == REBOUND_TEXT_NO_CONTACT)
			behind = hit->end;
	}
	if ((marks & pair) == pair && names_failed_delivery(found))
		marks |= REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(SUBJECT);
	if (supposed > 0 && fails_behind(folded, len, supposed))
		marks |= REBOUND_TEXT_BIT(FAILED);
	/* "Not yet been delivered to". */
	if (marks & REBOUND_TEXT_BIT(DELAYED))
		marks &= ~REBOUND_TEXT_BIT(DELIVERED);
	if (marks & REBOUND_TEXT_BIT(NO_RETRIES))
		marks = (marks & ~REBOUND_TEXT_BIT(RETRIES)) | REBOUND_TEXT_BIT(GAVE_UP);
	if (behind > 0) {
		marks |= REBOUND_TEXT_BIT(FAILED);
		if (!holds_contact(folded + behind, len - behind))
			marks &= ~REBOUND_TEXT_BIT(CONTACT);
	}
	return marks;
}

guint32 rebound_text_marks(struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && (text || len == 0), 0);
	struct rebound_text_memo *memo = len > 0 ? rebound_text_memo_find(text, len) : NULL;
	if (!memo)
		return len > 0 ? find_marks(arena, text, len) : 0;
	if (!memo->has_marks)
		memo->marks = find_marks(arena, text, len);
	memo->has_marks = TRUE;
	return memo->marks;
}

gboolean rebound_text_ends_with(
	const char *text, gsize len, const struct rebound_text_ending *endings)
{
	for (; len > 0 && endings->len > 0; endings++) {
		gsize size = endings->len;
		if (endings->text[size - 1] != text[len - 1] || size > len ||
			memcmp(text + len - size, endings->text, size) != 0)
			continue;
		/* Within a word of ASCII letters it is another word. */
		if (size == len || !g_ascii_isalnum(*endings->text) ||
			!g_ascii_isalnum(text[len - size - 1]))
			return TRUE;
	}
	return FALSE;
}
