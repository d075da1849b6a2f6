/* SPDX-License-Identifier: MIT */
#include "core/report/unsubscribe_wish.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/unsubscribe_words.h"

/** A request in words of one's own is no longer than this. */
#define WISH_BYTES 400

/** A sentence that asks for it, and says nothing else, is no longer. */
#define BRIEF_BYTES 28

/** A wish without a verb of wanting is no longer, in characters, and begins the text. */
#define TERSE_CHARACTERS 60
#define GREETING_BYTES	 40

/** Articles and prepositions have no more. */
#define SMALL_WORD_BYTES 3

/** "No more", and what of, are no farther apart. */
#define NEAR_BYTES 20

#define WORD(word) REBOUND_UNSUBSCRIBE_##word
#define BIT(word)  (1U << WORD(word))

static gboolean has_one(guint32 found, guint32 wanted)
{
	return (found & wanted) != 0;
}

#define WRITER	(BIT(SELF) | BIT(OWN_MAIL) | BIT(REMOVING_SELF))
#define REMOVAL (BIT(REMOVING) | BIT(REMOVING_SELF))
#define LISTS	(BIT(LISTS_OF_MAIL) | BIT(LISTS_OF_ANY))

/** Whether something is wanted no longer: who says that it does not come complains. */
static gboolean is_wanted_no_longer(guint32 found)
{
	return has_one(found, BIT(NO_LONGER)) && has_one(found, BIT(WISH)) &&
	       has_one(found, BIT(RECEIVING)) && !has_one(found, BIT(GETTING)) &&
	       has_one(found, BIT(LISTS_OF_MAIL) | BIT(MAILS));
}

/** Whether no more of something is wanted, or asked for. */
static gboolean is_no_more_wanted(guint32 found)
{
	return has_one(found, BIT(NO_MORE) | BIT(NO_LONGER)) &&
	       has_one(found, BIT(WISH) | BIT(POLITE)) && !has_one(found, BIT(GETTING)) &&
	       has_one(found, BIT(LISTS_OF_MAIL) | BIT(MAILS));
}

/** Whether it is mails of which there are to be no more: of other things mails tell, too. */
static gboolean is_no_more_of_mails(guint32 found, const guint32 *starts)
{
	guint32 mail = starts[has_one(found, BIT(MAILS)) ? WORD(MAILS) : WORD(LISTS_OF_MAIL)];
	guint32 more = starts[has_one(found, BIT(NO_MORE)) ? WORD(NO_MORE) : WORD(NO_LONGER)];
	return is_no_more_wanted(found) && mail >= more && mail - more <= NEAR_BYTES;
}

/** Whether the words of one who has had enough are there, and what he has enough of. */
static gboolean is_enough(guint32 found)
{
	return has_one(found, BIT(ENOUGH)) && has_one(found, LISTS | BIT(MAILS));
}

/** Whether there is a verb of leaving, and what one leaves: people have subscriptions and lists of
 * other things. */
static gboolean is_leaving(guint32 found)
{
	return has_one(found, BIT(LEAVING)) ||
	       (has_one(found, BIT(LEAVING_ANY)) && has_one(found, BIT(LISTS_OF_MAIL)));
}

/** Whether that is what the writer wants, or wants for himself. */
static gboolean is_leave(guint32 found)
{
	if (has_one(found, BIT(WISH)) && has_one(found, BIT(TAKEN_OUT)) &&
		has_one(found, BIT(LISTS_OF_MAIL)))
		return TRUE;
	return has_one(found, WRITER | BIT(WISH)) && is_leaving(found);
}

/** Whether one clause wants the writer, or his address, off a list, or no more mails; a word of
 * wishing may stand elsewhere in its sentence. */
static gboolean is_clause_of_wish(const char *text, gsize len, gboolean wished)
{
	guint32 starts[REBOUND_UNSUBSCRIBE_WORDS] = {0};
	guint32 found = rebound_unsubscribe_words_locate(text, len, starts);
	if ((wished && is_leaving(found)) || is_enough(found) || is_wanted_no_longer(found) ||
		is_no_more_of_mails(found, starts) || is_leave(found))
		return TRUE;
	if (!has_one(found, LISTS) || !has_one(found, WRITER) ||
		!has_one(found, REMOVAL | BIT(LEAVING_ANY)))
		return FALSE;
	/* On a list of anything is an address; where it is one of mail, the writer is too. */
	if (!has_one(found, BIT(LISTS_OF_MAIL)) && !has_one(found, BIT(OWN_MAIL)))
		return FALSE;
	if (has_one(found, BIT(REMOVING_SELF) | BIT(LEAVING_ANY)))
		return TRUE;
	/* What stands between the verb and the writer is what he wants removed. */
	guint32 list = starts[has_one(found, BIT(LISTS_OF_MAIL)) ? WORD(LISTS_OF_MAIL)
								 : WORD(LISTS_OF_ANY)];
	guint32 writer = starts[has_one(found, BIT(OWN_MAIL)) ? WORD(OWN_MAIL) : WORD(SELF)];
	return list < starts[WORD(REMOVING)] || writer < list;
}

/** Whether what is found somewhere may be a wish where it stands together. */
static gboolean may_be_wish(guint32 found)
{
	return is_leave(found) || is_enough(found) ||
	       (has_one(found, BIT(SELF)) && has_one(found, BIT(LEAVING_ANY))) ||
	       is_no_more_wanted(found) || is_wanted_no_longer(found) ||
	       (has_one(found, WRITER) && has_one(found, REMOVAL | BIT(LEAVING_ANY)) &&
		       has_one(found, LISTS));
}

/** The length of the clause at the start of a sentence, with what divides it from the next. */
static gsize measure_clause(const char *text, gsize len)
{
	static const char *const ends[] = {
		", ", "; ", "、", "，", " and ", " und ", " et ", " y ", " och ", " og ", " ja "};
	for (gsize at = 1; at < len; at++) {
		for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
			if (rebound_text_has_prefix(text + at, len - at, ends[i]))
				return at + strlen(ends[i]);
		}
	}
	return len;
}

static gboolean has_clause_of_wish(const char *text, gsize len, gboolean wished)
{
	for (gsize at = 0; at < len;) {
		gsize clause = measure_clause(text + at, len - at);
		if (is_clause_of_wish(text + at, clause, wished))
			return TRUE;
		at += clause;
	}
	return FALSE;
}

static gsize measure_word(const char *text, gsize len)
{
	gsize size = 0;
	while (size < len && !strchr(" ,.;:!-", text[size]))
		size++;
	return size;
}

/** Whether words from a place on are a phrase of a list, which ends with the last of them. */
static gboolean ends_phrase(const char *text, gsize first, gsize second, gsize last, gsize end)
{
	guint32 parts = rebound_unsubscribe_words(text + first, last - first) |
			rebound_unsubscribe_words(text + second, end - second);
	return first < last && (rebound_unsubscribe_words(text + first, end - first) & ~parts) != 0;
}

/** Words of some length that are in no list, neither alone nor with the two before. */
static guint count_others(const char *text, gsize len)
{
	guint others = 0, open[2] = {0, 0}; /* whether the word before is one, and that before */
	gsize before[2] = {0, 0};	    /* where these begin */
	for (gsize at = 0, size; at < len; at += size + 1) {
		size = measure_word(text + at, len - at);
		gboolean pair = ends_phrase(text, before[0], at, at, at + size);
		gboolean three = ends_phrase(text, before[1], before[0], at, at + size);
		gboolean other = size > SMALL_WORD_BYTES && !pair && !three &&
				 !rebound_unsubscribe_words(text + at, size);
		others += other ? 1 : 0;
		others -= pair || three ? open[0] : 0;
		others -= three ? open[1] : 0;
		open[1] = pair || three ? 0 : open[0];
		open[0] = other ? 1 : 0;
		before[1] = before[0];
		before[0] = at;
	}
	return others;
}

/**
 * Whether a few words name leaving and what is left, and nothing else: "Newsletter abbestellen
 * bitte". Who writes no more than that to a list asks for it.
 */
static gboolean is_terse(const char *text, gsize len, guint32 found)
{
	const guint32 asking = BIT(POLITE) | BIT(WISH) | WRITER;

	if (has_one(found, BIT(GETTING) | BIT(NOT_MEANT) | BIT(DONE)) || memchr(text, '?', len) ||
		rebound_text_find(text, len, "http") ||
		g_utf8_strlen(text, (gssize)len) > TERSE_CHARACTERS)
		return FALSE;
	if (has_one(found, BIT(ENOUGH)))
		return count_others(text, len) == 0;
	if (has_one(found, BIT(OF_LEAVING)))
		return FALSE;
	if (is_leaving(found))
		return has_one(found, asking | LISTS) &&
		       (has_one(found, WRITER) || count_others(text, len) == 0);
	/* On such lists are other things, too; who says nothing else means the mails. */
	return has_one(found, REMOVAL | BIT(LEAVING_ANY)) &&
	       ((has_one(found, WRITER) && has_one(found, LISTS)) ||
		       (has_one(found, BIT(SELF) | BIT(REMOVING_SELF)) &&
			       has_one(found, BIT(MAILS))) ||
		       has_one(found, BIT(SUBSCRIPTIONS))) &&
	       count_others(text, len) == 0;
}

gboolean rebound_unsubscribe_is_title(const char *title, const char *text)
{
	g_return_val_if_fail(title && text, FALSE);
	gsize len = strlen(title), text_len = strlen(text);
	if (!is_terse(title, len, rebound_unsubscribe_words(title, len)))
		return FALSE;
	/* The letter may say that it has been done, or does not work; or tell of somebody else. */
	guint32 below = rebound_unsubscribe_words(text, text_len);
	gboolean asks = has_one(below, BIT(POLITE) | BIT(WISH) | WRITER | BIT(NO_LONGER));
	return text_len <= WISH_BYTES && (asks || text_len <= TERSE_CHARACTERS) &&
	       !memchr(text, '?', text_len) &&
	       !has_one(below, BIT(OF_LEAVING) | BIT(NOT_MEANT) | BIT(DONE));
}

static gboolean begins_terse(const char *text, gsize len)
{
	for (gsize at = 0; at < len && at <= GREETING_BYTES;) {
		gsize clause = measure_clause(text + at, len - at);
		if (is_terse(text + at, clause, rebound_unsubscribe_words(text + at, clause)))
			return TRUE;
		at += clause;
	}
	return FALSE;
}

/**
 * Whether a clause of a short mail takes the writer out, or wants no more, and says nothing else:
 * "Take me off", "No more please". Of one who has no interest any verb is enough.
 */
static gboolean is_brief_wish(const char *text, gsize len, guint32 all)
{
	guint32 found = rebound_unsubscribe_words(text, len);
	gboolean leaves = has_one(found, REMOVAL | BIT(LEAVING_ANY));
	gboolean asks = has_one(found, BIT(POLITE));

	if (!(leaves && has_one(found, BIT(SELF) | BIT(REMOVING_SELF))) &&
		!(has_one(found, BIT(NO_MORE)) && asks) &&
		!(leaves && asks && has_one(all, BIT(UNINTERESTED))))
		return FALSE;
	return count_others(text, len) == 0;
}

static gboolean has_brief_wish(const char *text, gsize len, guint32 all)
{
	for (gsize at = 0; at < len;) {
		gsize clause = measure_clause(text + at, len - at);
		if (is_brief_wish(text + at, clause, all))
			return TRUE;
		at += clause;
	}
	return FALSE;
}

gboolean rebound_unsubscribe_is_wish(const char *text, gsize len)
{
	g_return_val_if_fail(text, FALSE);
	if (len == 0 || len > WISH_BYTES)
		return FALSE;
	guint32 all = rebound_unsubscribe_words(text, len);
	if (has_one(all, BIT(NOT_MEANT) | BIT(DONE)) ||
		(memchr(text, '?', len) && !(all & BIT(CAN_YOU))) ||
		!(may_be_wish(all) || has_one(all, REMOVAL | BIT(LEAVING) | BIT(LEAVING_ANY) |
							   BIT(ENOUGH) | BIT(NO_MORE))))
		return FALSE;
	gboolean brief = g_utf8_strlen(text, (gssize)len) <= TERSE_CHARACTERS;
	for (gsize at = 0; at < len;) {
		gsize sentence = rebound_text_sentence(text + at, len - at);
		guint32 found = rebound_unsubscribe_words(text + at, sentence);
		if (may_be_wish(found) &&
			has_clause_of_wish(text + at, sentence, has_one(found, BIT(WISH))))
			return TRUE;
		if (at <= GREETING_BYTES && begins_terse(text + at, sentence))
			return TRUE;
		/* "Take me off, please": who says nothing else answers what he got. */
		if (len <= BRIEF_BYTES && has_one(found, BIT(LEAVING_ANY)) &&
			has_one(found, BIT(SELF)))
			return TRUE;
		/* "Please take us off." What off, another sentence says. */
		if (sentence <= BRIEF_BYTES && has_one(found, REMOVAL) && has_one(found, WRITER) &&
			has_one(all, BIT(LISTS_OF_MAIL)))
			return TRUE;
		if (brief && has_brief_wish(text + at, sentence, all))
			return TRUE;
		at += sentence;
	}
	return FALSE;
}
