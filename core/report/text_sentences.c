/* SPDX-License-Identifier: MIT */
#include "core/report/text_sentences.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_parts.h"
#include "core/report/text_verdict.h"
#include "core/smtp/address.h"
#include "core/report/text_reply.h"

/* Addresses that are one subject: "ann@example.org, bob@example.org and carl@example.org are". */
#define MOST_LISTED 12

/** A sentence or clause: whom it names first, and what it says. */
struct piece {
	gsize start;
	const char *key; /**< NULL: nobody */
	guint32 marks;
	gboolean listed; /**< a semicolon parts it from the one before */
	gboolean coded;	 /**< it bears the code of a refusal, */
	gboolean quotes; /**< in whose words its address stands */
};

static gsize back_over_spaces(const char *text, gsize from, gsize end)
{
	while (end > from && text[end - 1] == ' ')
		end--;
	return end;
}

static gint compare_parts(gconstpointer one, gconstpointer other)
{
	gsize a = ((const struct rebound_text_part *)one)->start;
	gsize b = ((const struct rebound_text_part *)other)->start;

	return (a > b) - (a < b);
}

static void add_part(GArray *parts, gsize start)
{
	struct rebound_text_part part = {.start = start};

	g_array_append_val(parts, part);
}

/** Behind the next semicolon from a place on, or the end. */
static gsize pass_semicolon(const char *text, gsize len, gsize at)
{
	while (at + 1 < len && (text[at] != ';' || text[at + 1] != ' '))
		at++;
	return MIN(at + 2, len);
}

/** Bytes of "and ", "but " and the like at the start of a text; 0: none. */
static gsize measure_joiner(const char *text, gsize len)
{
	static const char *const words[] = {
		"and ", "but ", "while ", "und ", "et ", "y ", "e ", "en ", "och ", "og "};

	if (len == 0 || !rebound_text_is_one_of(text[0], "abeouwy"))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		gsize size = strlen(words[i]);
		if (size < len && memcmp(text, words[i], size) == 0)
			return size;
	}
	return 0;
}

/** Behind the addresses of a list that a text begins with, "ann@example.org, bob@example.org and
 * carl@example.org "; 0 where it begins with none. */
static gsize pass_list(const char *text, gsize len)
{
	gsize end = 0;

	for (guint i = 0; i < MOST_LISTED; i++) {
		gsize at = end + measure_joiner(text + end, len - end), to = at;
		while (to < len && text[to] != ' ')
			to++;
		if (to >= len || !memchr(text + at, '@', to - at))
			break;
		end = to + 1;
		if (!rebound_text_is_one_of(text[to - 1], ",>\"'") &&
			!g_ascii_isalnum(text[to - 1]))
			return 0;
	}
	return end > 1 && text[end - 2] != ',' ? end : 0;
}

gboolean rebound_text_sentences_begin(const char *text, gsize len)
{
	static const char *const verbs[] = {"is ", "has ", "was ", "does ", "doesn't ", "isn't ",
		"are ", "aren't ", "have ", "were ", "do ", "don't ", "could ", "couldn't ",
		"cannot ", "can't ", "had ", "no longer ", "refused ", "rejected ", "ist ", "hat ",
		"existiert ", "wurde ", "konnte ", "sind ", "haben ", "existieren ", "wurden ",
		"konnten ", "est ", "n'est ", "n'existe ", "sont ", "n'existent ", "a ", "es ",
		"no ", "tiene ", "está ", "están ", "não ", "é ", "tem ", "são ", "estão ", "è ",
		"non ", "ha ", "sono ", "heeft ", "bestaat ", "zijn ", "bestaan ", "jest ", "są ",
		"nie ", "ma ", "är ", "har ", "er ", "не "};
	const char *sign = memchr(text, '@', len), *word = sign;

	while (word && word > text && word[-1] != ' ')
		word--;
	gsize from = word ? (gsize)(word - text) : len;
	gsize at = word ? pass_list(word, len - from) : 0;

	if (at == 0)
		return FALSE;
	at += from;
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		gsize size = strlen(verbs[i]);
		if (verbs[i][0] == text[at] && size < len - at &&
			memcmp(text + at, verbs[i], size) == 0)
			return TRUE;
	}
	return FALSE;
}

/** Whether a word that joins ends a list of addresses, and no clause: "ann@example.org and
 * bob@example.org but"; before a verb, the other address begins a clause. */
static gboolean joins_addresses(const char *text, gsize sentence, gsize joiner, gsize next)
{
	gsize from = back_over_spaces(text, 0, joiner), to = next;

	while (from > 0 && text[from - 1] != ' ')
		from--;
	while (to < sentence && text[to] != ' ')
		to++;
	if (!memchr(text + from, '@', joiner - from) || !memchr(text + next, '@', to - next))
		return FALSE;
	return !rebound_text_sentences_begin(text + next, sentence - next);
}

/** Whether a comma parts two addresses of a list, and no clauses. */
static gboolean parts_addresses(const char *text, gsize sentence, gsize comma)
{
	gsize from = comma, next = comma + 2, to;

	while (from > 0 && text[from - 1] != ' ')
		from--;
	next += measure_joiner(text + next, sentence - next);
	for (to = next; to < sentence && text[to] != ' ';)
		to++;
	return memchr(text + from, '@', comma - from) && memchr(text + next, '@', to - next) &&
	       (to >= sentence || rebound_text_is_one_of(text[to - 1], ",.;:)") ||
		       measure_joiner(text + to + 1, sentence - to - 1) > 0);
}

/** Behind the clause from a place on: a comma, or a word that joins it to the next. */
static gsize pass_clause(const char *text, gsize sentence, gsize at)
{
	for (at++; at < sentence; at++) {
		if (text[at - 1] == ',' && text[at] == ' ' &&
			!parts_addresses(text, sentence, at - 1))
			return at + 1;
		gsize joiner = text[at - 1] == ' ' ? measure_joiner(text + at, sentence - at) : 0;
		if (joiner > 0 && !joins_addresses(text, sentence, at, at + joiner))
			return at + joiner;
	}
	return sentence;
}

/** Whether a sentence says that the message came to its address: "your message has reached
 * ann@example.org", "for ann@example.org the server said 250 OK". */
static gboolean says_reached(
	struct rebound_arena *arena, const char *text, gsize len, gsize address)
{
	int code = rebound_text_numbers(text, len).code;

	return code / 100 == 2 || rebound_text_verdict_reached(arena, text, address) ||
	       (code == 0 && rebound_text_verdict_says_delivered(arena, text, len));
}

/** Read the sentences of a text, or of its first bytes their clauses. */
static void find_pieces(
	struct rebound_arena *arena, const char *text, gsize len, gsize clauses, GArray *pieces)
{
	gsize stop = 0, sentence = 0;

	g_array_set_size(pieces, 0);
	for (gsize at = 0, end; at < len; at = end) {
		if (at >= stop)
			stop = pass_semicolon(text, len, at);
		if (at >= sentence)
			sentence = at + rebound_text_sentence(text + at, stop - at);
		end = sentence;
		if (at < clauses) {
			end = pass_clause(text, MIN(sentence, clauses), at);
			end = end < clauses ? end : sentence;
		}
		struct piece piece = {
			.start = at,
			.listed = at > 1 && text[at - 2] == ';',
			.marks = rebound_text_marks(arena, text + at, end - at),
		};
		const char *from = text + at, *start = from;
		const char *address =
			memchr(from, '@', end - at)
				? rebound_address_find(arena, &from, text + end, &start)
				: NULL;
		struct rebound_reply reply = rebound_text_numbers(text + at, end - at);
		piece.coded = reply.code >= 400;
		piece.quotes = piece.coded && address && text + at + reply.start < start;
		if (address)
			piece.key = rebound_address_key(arena, address);
		if (address && says_reached(arena, text + at, end - at, (gsize)(start - text) - at))
			piece.marks |= REBOUND_TEXT_BIT(DELIVERED);
		g_array_append_val(pieces, piece);
	}
}

/** Pieces that belong together: whom they name first, and whether they bear the mark. */
struct group {
	const char *key;
	gboolean tells;
	gboolean coded;
};

static void add_piece(struct group *group, const struct piece *piece, guint32 mark)
{
	const guint32 outcome = REBOUND_TEXT_BIT(DELIVERED) | REBOUND_TEXT_BIT(FAILED);

	group->key = group->key ? group->key : piece->key;
	group->coded = group->coded || piece->coded;
	group->tells = group->tells || (piece->marks & (mark | REBOUND_TEXT_BIT(RETRIES))) ||
		       (piece->marks & outcome) == REBOUND_TEXT_BIT(DELIVERED);
}

/** Whether a piece names another than those before it, and no one to write to. */
static gboolean names_another(const struct group *group, const struct piece *piece)
{
	return group->key && piece->key && !piece->listed && strcmp(group->key, piece->key) != 0 &&
	       !(piece->marks & REBOUND_TEXT_BIT(CONTACT));
}

/**
 * Cut before the pieces that name somebody else than those before them and bear a mark as they do,
 * or say that the message came or is late.
 *
 * @param either  it is enough that one of both does: they are whole sentences
 */
static void cut_pieces(const GArray *pieces, guint32 mark, gboolean either, GArray *parts)
{
	struct group one = {0}, next = {0};
	gsize cut = 0;

	for (guint i = 0; i < pieces->len; i++) {
		struct piece *piece = &g_array_index(pieces, struct piece, i);
		struct group own = {0};
		/* Whoever is in the words of the reply that the address before waits for. */
		if (piece->quotes && one.key && !one.coded)
			piece->key = NULL;
		add_piece(&own, piece, mark);
		if (either && names_another(&one, piece) && (one.tells || own.tells)) {
			add_part(parts, piece->start);
			one = own;
			next = (struct group){0};
			continue;
		}
		if (!one.key || !one.tells) {
			add_piece(&one, piece, mark);
			continue;
		}
		if (!next.key) {
			next.tells = FALSE;
			cut = piece->start;
		}
		add_piece(&next, piece, mark);
		if (next.key && strcmp(next.key, one.key) == 0) {
			next = (struct group){0};
		} else if (next.key && next.tells) {
			add_part(parts, cut);
			one = next;
			next = (struct group){0};
		}
	}
}

/** Read the clauses of a text up to its reply, whose words may hold whatever is behind it. */
static void find_clauses(struct rebound_arena *arena, const char *text, gsize len, GArray *pieces)
{
	struct rebound_reply reply = rebound_text_numbers(text, len);

	find_pieces(arena, text, len, reply.code < 400 ? len : reply.start, pieces);
}

/** Cut the sentences that parts are between their clauses, where those tell reasons of several. */
static void cut_clauses(
	struct rebound_arena *arena, const char *text, gsize len, GArray *pieces, GArray *parts)
{
	guint count = parts->len, cuts = count;
	gsize start = 0;

	for (guint i = 0; i <= count; i++) {
		gsize end =
			i < count ? g_array_index(parts, struct rebound_text_part, i).start : len;
		find_clauses(arena, text + start, end - start, pieces);
		cut_pieces(pieces, REBOUND_TEXT_BIT(REASON), FALSE, parts);
		for (; cuts < parts->len; cuts++)
			g_array_index(parts, struct rebound_text_part, cuts).start += start;
		start = end;
	}
	if (cuts > count)
		g_array_sort(parts, compare_parts);
}

void rebound_text_sentences_cut(
	struct rebound_arena *arena, const char *text, gsize len, GArray *parts)
{
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));

	find_pieces(arena, text, len, 0, pieces);
	cut_pieces(pieces, REBOUND_TEXT_BIT(REASON), TRUE, parts);
	if (parts->len > 0) {
		cut_clauses(arena, text, len, pieces, parts);
		return;
	}
	cut_pieces(pieces, REBOUND_TEXT_BIT(FAILED), TRUE, parts);
	if (parts->len > 0)
		return;
	find_clauses(arena, text, len, pieces);
	cut_pieces(pieces, REBOUND_TEXT_BIT(REASON), FALSE, parts);
	if (parts->len > 0)
		return;
	find_pieces(arena, text, len, len, pieces);
	cut_pieces(pieces, REBOUND_TEXT_BIT(FAILED), FALSE, parts);
}
