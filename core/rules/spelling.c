/* SPDX-License-Identifier: MIT */
#include "core/rules/spelling.h"

#include <stdlib.h>
#include <string.h>

#include "core/script/phrases.h"

/* A search finds the first place of each way; a text repeats one hardly more often. */
enum { MOST_ROUNDS = 8 };

/* A way to write a word, and the one that cards use. None of the latter holds one of the former. */
static const struct {
	const char *way, *word;
} spellings[] = {
	{"mail box", "mailbox"},
	{"mail-box", "mailbox"},
	{"mail boxes", "mailboxes"},
	{"mail-boxes", "mailboxes"},
	{"mailboxfull", "mailbox full"},
	{"user-unknown", "user unknown"},
	{"unknown-user", "unknown user"},
	{"e-mail", "email"},
	{"e mail", "email"},
	{"can't", "cannot"},
	{"can`t", "cannot"},
	{"can not", "cannot"},
	{"doesn't", "does not"},
	{"doesn`t", "does not"},
	{"doesn t", "does not"},
	{"doesnt", "does not"},
	{"dosn't", "does not"},
	{"don't", "do not"},
	{"don`t", "do not"},
	{"didn't", "did not"},
	{"didn`t", "did not"},
	{"isn't", "is not"},
	{"isn`t", "is not"},
	{"isn t", "is not"},
	{"isnt", "is not"},
	{"aren't", "are not"},
	{"aren`t", "are not"},
	{"wasn't", "was not"},
	{"wasn`t", "was not"},
	{"hasn't", "has not"},
	{"hasn`t", "has not"},
	{"haven't", "have not"},
	{"haven`t", "have not"},
	{"couldn't", "could not"},
	{"couldn`t", "could not"},
	{"couldnt", "could not"},
	{"won't", "will not"},
	{"won`t", "will not"},
	{"recognised", "recognized"},
	{"authorised", "authorized"},
	{"unrecognised", "unrecognized"},
	{"unauthorised", "unauthorized"},
	{"deactived", "deactivated"},
	{"desactivated", "deactivated"},
	{"disactivated", "deactivated"},
	{"recepient", "recipient"},
	{"recipent", "recipient"},
	{"recipiant", "recipient"},
	{"reciepient", "recipient"},
	{"receipient", "recipient"},
	{"adress", "address"},
	{"addres", "address"},
	{"unkown", "unknown"},
	{"unknow", "unknown"},
	{"unknwon", "unknown"},
	{"exsist", "exist"},
	{"exsit", "exist"},
	{"exceded", "exceeded"},
	{"exeeded", "exceeded"},
	{"acount", "account"},
	{"accout", "account"},
	{"temporarly", "temporarily"},
	{"temporarely", "temporarily"},
	{"permanantly", "permanently"},
	{"permanetly", "permanently"},
	{"unavaliable", "unavailable"},
	{"unavailible", "unavailable"},
	{"unavaiable", "unavailable"},
	{"availible", "available"},
	{"avaliable", "available"},
	{"suspened", "suspended"},
	{"dissabled", "disabled"},
	{"rejeted", "rejected"},
	{"maximun", "maximum"},
	{"messsage", "message"},
};

static const struct rebound_phrases *get_ways(void)
{
	static gsize once = 0;

	if (g_once_init_enter(&once)) {
		struct rebound_phrases *phrases = rebound_phrases_new();
		for (guint i = 0; i < G_N_ELEMENTS(spellings); i++)
			rebound_phrases_add(phrases, spellings[i].way, i, NULL);
		rebound_phrases_build(phrases);
		g_once_init_leave(&once, GPOINTER_TO_SIZE(phrases));
	}
	return GSIZE_TO_POINTER(once);
}

static int compare_hits(const void *a, const void *b)
{
	const struct rebound_phrase_hit *one = a, *other = b;

	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	/* The longer of two at one place, then the first that was listed. */
	if (one->end != other->end)
		return one->end > other->end ? -1 : 1;
	return one->id < other->id ? -1 : one->id > other->id;
}

/* Where the text is being written anew. */
struct writing {
	char *text;
	guint32 *places;
	gsize len;
};

static void copy(
	struct writing *writing, const struct rebound_spelling *from, gsize start, gsize end)
{
	if (end > start)
		memcpy(writing->text + writing->len, from->text + start, end - start);
	for (gsize i = start; i < end; i++)
		writing->places[writing->len++] = from->places ? from->places[i] : (guint32)i;
}

static void put_word(struct writing *writing, const char *word, guint32 place)
{
	for (; *word; word++) {
		writing->text[writing->len] = *word;
		writing->places[writing->len++] = place;
	}
}

/* One text with each of the hits replaced. */
static struct rebound_spelling replace(struct rebound_arena *arena,
	const struct rebound_spelling *from, struct rebound_phrases_found found)
{
	struct rebound_phrase_hit hits[G_N_ELEMENTS(spellings)]; /* one an id at most */
	gsize room = from->len + 1;

	memcpy(hits, found.hits, found.count * sizeof(*hits));
	qsort(hits, found.count, sizeof(*hits), compare_hits);
	for (guint i = 0; i < found.count; i++)
		room += strlen(spellings[hits[i].id].word);
	struct writing writing = {
		.text = rebound_arena_room(arena, room),
		.places = rebound_arena_room(arena, room * sizeof(guint32)),
	};
	gsize at = 0;

	for (guint i = 0; i < found.count; i++) {
		const struct rebound_phrase_hit *hit = &hits[i];
		if (hit->start < at)
			continue;
		copy(&writing, from, at, hit->start);
		put_word(&writing, spellings[hit->id].word,
			from->places ? from->places[hit->start] : hit->start);
		at = hit->end;
	}
	copy(&writing, from, at, from->len);
	writing.text[writing.len] = '\0';
	writing.places[writing.len] = from->places ? from->places[from->len] : (guint32)from->len;
	rebound_arena_trim(
		arena, writing.places, room * sizeof(guint32), (writing.len + 1) * sizeof(guint32));
	return (struct rebound_spelling){writing.text, writing.len, writing.places};
}

struct rebound_spelling rebound_spelling_unify(
	struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_spelling spelling = {text, len, NULL};

	for (guint i = 0; i < MOST_ROUNDS; i++) {
		struct rebound_phrases_found found =
			rebound_phrases_find(get_ways(), spelling.text, spelling.len);
		if (found.count == 0)
			break;
		spelling = replace(arena, &spelling, found);
	}
	if (spelling.places == NULL)
		spelling.text = NULL;
	return spelling;
}
