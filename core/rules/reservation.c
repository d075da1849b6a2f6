/* SPDX-License-Identifier: MIT */
#include "core/rules/reservation.h"

#include <string.h>

#include "core/base/text.h"
#include "core/rules/new_address.h"

/* A text names no more than so many things that might be. */
#define MOST_RESERVATIONS 4

/* Where a clause begins with one, what it says is not said of the message; ASCII ones in any case.
 * Those that are something else too stand with the article behind them. */
static const char *const beginnings[] = {"if ", "in case ", "in the event ", "unless ",
	"should the ", "possibly ", "perhaps ", "maybe ", "probably ", "e.g. ", "usually ",
	"typically ", "often ", "make sure ", "please make sure ", "wenn ", "falls ", "sofern ",
	"vielleicht ", "eventuell ", "vermutlich ", "wahrscheinlich ", "s'il ", "s’il ", "si l'",
	"si l’", "si le ", "si la ", "si les ", "si cette ", "si ce ", "si votre ", "si vous ",
	"il se peut ", "il est possible ", "peut-être ", "si el ", "si los ", "si esta ",
	"si este ", "si su ", "si usted ", "es posible que ", "quizá", "tal vez ", "puede que ",
	"puede ser que ", "se la ", "se il ", "se lo ", "se l'", "se l’", "se o ", "se a ",
	"se esta ", "se este ", "se questa ", "se questo ", "qualora ", "forse ",
	"è possibile che ", "può darsi ", "probabilmente ", "caso ", "talvez ", "é possível que ",
	"pode ser que ", "als het ", "als de ", "als deze ", "als dit ", "als uw ", "indien ",
	"misschien ", "mogelijk ", "wellicht ", "hvis ", "ifall ", "om adress", "om mottag",
	"om konto", "om anv", "kanske ", "kanskje ", "måske ", "jeśli ", "jesli ", "jeżeli ",
	"jezeli ", "być może ", "pokud ", "jestliže ", "možná ", "если ", "Если ", "возможно",
	"Возможно", "может быть", "Может быть", "якщо ", "Якщо ", "ако ", "Ако ", "jos ", "ehkä ",
	"ha a ", "ha az ", "eğer ", "belki ", "dacă ", "daca ", "εάν ", "Εάν ", "αν ", "Αν ", NULL};

/* The same where a word before it begins with one. */
static const char *const conditions[] = {"if ", "whether ", "unless ", "in case ", "happens when ",
	"happen when ", "occurs when ", "occur when ", "such as ", "e.g. ", "for example ",
	"for instance ", "possibly ", "perhaps ", "maybe ", "probably ", "usually ", "typically ",
	"often ", "assume", "suspect", "excluded that ", "possible that ", "likely that ",
	"may mean ", "might mean ", "can mean ", "could mean ", "not mean ", "doesn't mean ",
	"don't mean ", "didn't mean ", "not conclude ", "make sure ", "sure that ", "ensure that ",
	"verify that ", "check that ", "ob ", "vielleicht ", "möglicherweise ", "eventuell ",
	"vermutlich ", "wahrscheinlich ", "bedeutet nicht", "heißt nicht", "ne signifie pas",
	"no significa", "non significa", "peut-être ", "forse ", "quizá", "talvez ", "misschien ",
	"kanske ", "kanskje ", "måske ", "如果", "假如", "若该", "若您", "若此", "若收", "可能不",
	"可能已", "可能被", "可能是", NULL};

/* What leads to a list of what might be, in the same sentence. */
static const char *const lists[] = {"possible reason", "possible cause", "possible explanation",
	"common reason", "common cause", "usual reason", "usual cause", "likely reason",
	"likely cause", "typical reason", "typical cause", "mögliche gr", "mögliche ursache",
	"häufige gr", "häufige ursache", "causes possibles", "raisons possibles", "cause possible",
	"posibles causas", "posibles motivos", "posibles razones", "possibili cause",
	"possibili motivi", "possíveis causas", "causas possíveis", "possíveis motivos",
	"motivos possíveis", "mogelijke oorza", "mogelijke reden", "możliwe przyczyny",
	"возможные причины", "Возможные причины", "可能的原因", "可能原因", "考えられる", NULL};

/* What may stand before the comma that an example begins behind. */
static const char *const examples[] = {"for example", "for instance", "zum beispiel", "par exemple",
	"por ejemplo", "ad esempio", "por exemplo", "bijvoorbeeld", NULL};

/* And what stands behind the words, or in them, in languages that put it there. */
static const char *const endings[] = {
	"場合", "可能性", "かもしれ", "경우", "수 있습니다", "的话", NULL};

#define MOST_WORDS 128

/* Words that a text is searched for at the beginnings of its own, in chains by what their first
 * byte ends in, which is the same for either case of a letter. */
struct words {
	const char *const *list;
	guint8 heads[32], nexts[MOST_WORDS]; /* counted from 1 */
};

static void learn(struct words *words, const char *const *list)
{
	words->list = list;
	for (guint i = 0; list[i] != NULL && i + 1 < MOST_WORDS; i++) {
		guint8 *head = &words->heads[list[i][0] & 31];
		words->nexts[i] = *head;
		*head = (guint8)(i + 1);
	}
}

enum { BEGINNINGS, CONDITIONS, LISTS, WORDS };

static const struct words *get_words(guint which)
{
	static struct words words[WORDS];
	static gsize once = 0;

	if (g_once_init_enter(&once)) {
		learn(&words[BEGINNINGS], beginnings);
		learn(&words[CONDITIONS], conditions);
		learn(&words[LISTS], lists);
		g_once_init_leave(&once, 1);
	}
	return &words[which];
}

/* Whether a text begins with one of the words. */
static gboolean begins_with(const struct words *words, const char *text, gsize len)
{
	if (len < 2)
		return FALSE;
	for (guint i = words->heads[text[0] & 31]; i > 0; i = words->nexts[i - 1]) {
		const char *word = words->list[i - 1];
		if ((word[1] | 0x20) == (text[1] | 0x20) &&
			rebound_text_has_prefix(text, len, word))
			return TRUE;
	}
	return FALSE;
}

/* Whether a word of a text begins with one of the words; each letter is one that is not ASCII. */
static gboolean holds(const struct words *words, const char *text, gsize len)
{
	for (gsize i = 0; i < len; i++) {
		gboolean start = (guchar)text[i] >= 0xC0 || i == 0 || text[i - 1] == ' ';

		if (start && begins_with(words, text + i, len - i))
			return TRUE;
	}
	return FALSE;
}

/* Whether a mark may begin with a byte; most do not. */
static gboolean may_mark(char byte)
{
	switch (byte) {
	case ' ':
	case '.':
	case '!':
	case '?':
	case ',':
	case ';':
	case ':':
	case '(':
	case ')':
	case '"':
	case '\n':
	case '\xE3':
	case '\xEF':
		return TRUE;
	default:
		return FALSE;
	}
}

/* The bytes of what ends a sentence; 0 for none. */
static gsize measure_stop(const char *text, gsize place)
{
	const char *at = text + place;

	if (strncmp(at, "。", strlen("。")) == 0)
		return strlen("。");
	if (*at == '\n')
		return 1;
	/* "E.g. " and "z.B. " end none. */
	gboolean shortened = place > 1 && at[-2] == '.';
	return (*at == '.' || *at == '!' || *at == '?') && (at[1] == ' ' || at[1] == '\0') &&
			       !shortened
		       ? 1
		       : 0;
}

/* The bytes of what ends a clause, a mark or a word that leads to the main one; 0 for none. */
static gsize measure_mark(const char *text, gsize place)
{
	static const char *const marks[] = {"，", "、", "；", "：", "？", "！"};
	static const char *const words[] = {" - ", " because ", " then ", " but ", " weil "};
	static const char *const joints[] = {", dass ", ", daß ", ", że ", ", что "};
	const char *at = text + place;

	if (*at == ' ') {
		if (strchr("-btw", at[1]) == NULL)
			return 0;
		for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
			if (strncmp(at, words[i], strlen(words[i])) == 0)
				return strlen(words[i]);
		return 0;
	}
	if (*at == '(' || *at == ')' || *at == '"')
		return 1;
	for (gsize i = 0; *at == ',' && i < G_N_ELEMENTS(joints); i++)
		if (strncmp(at, joints[i], strlen(joints[i])) == 0)
			return 0;
	if ((*at == ',' || *at == ';' || *at == ':') && (at[1] == ' ' || at[1] == '\0'))
		return 1;
	for (gsize i = 0; (guchar)*at >= 0x80 && i < G_N_ELEMENTS(marks); i++)
		if (strncmp(at, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return measure_stop(text, place);
}

/* The beginning of the clause that a place is in; or of the sentence. */
static gsize find_start(
	const char *text, gsize place, gsize (*measure)(const char *text, gsize place))
{
	gsize at = place, mark = 0;

	for (; at > 0 && mark == 0; at--)
		mark = may_mark(text[at - 1]) ? measure(text, at - 1) : 0;
	at = MIN(place, at + mark);
	/* And a bullet: "- If the mailbox is full". */
	while (at < place && (text[at] == ' ' || text[at] == '-' || text[at] == '*'))
		at++;
	return at;
}

/* And the clause's end, its mark not counted. */
static gsize find_end(const char *text, gsize place)
{
	while (text[place] != '\0' && !(may_mark(text[place]) && measure_mark(text, place) > 0))
		place++;
	return place;
}

/* Whether what stands before a clause in its sentence ends with "for example". */
static gboolean is_example(const char *text, gsize clause)
{
	gsize end = clause;

	while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == ',' || text[end - 1] == ':'))
		end--;
	if (end == clause)
		return FALSE;
	for (guint i = 0; examples[i] != NULL; i++) {
		gsize len = strlen(examples[i]);
		if (end >= len && rebound_text_has_prefix(text + end - len, len, examples[i]))
			return TRUE;
	}
	return FALSE;
}

/* Whether what follows begins with a word for "or". */
static gboolean begins_or(const char *text, gsize len)
{
	static const char *const alternatives[] = {"or ", "oder ", "ou ", "lub ", "или "};

	for (gsize i = 0; i < G_N_ELEMENTS(alternatives); i++)
		if (rebound_text_has_prefix(text, len, alternatives[i]))
			return TRUE;
	return FALSE;
}

static gboolean is_reserved(const char *text, gsize start, gsize end)
{
	gsize clause = find_start(text, start, measure_mark);

	/* "If it is full, or the account was closed". */
	while (clause > 2 && begins_or(text + clause, end - clause))
		clause = find_start(text, clause - 2, measure_mark);
	if (begins_with(get_words(BEGINNINGS), text + clause, end - clause) ||
		holds(get_words(CONDITIONS), text + clause, end - clause) ||
		is_example(text, clause))
		return TRUE;
	gsize sentence = clause > 0 ? find_start(text, clause, measure_stop) : 0;
	gsize stop = find_end(text, end);
	/* A question says nothing. */
	if (text[stop] == '?' || strncmp(text + stop, "？", strlen("？")) == 0 ||
		(memchr(text + sentence, ':', end - sentence) != NULL &&
			holds(get_words(LISTS), text + sentence, end - sentence)))
		return TRUE;
	for (guint i = 0; (guchar)text[start] >= 0x80 && endings[i] != NULL; i++)
		if (rebound_text_find(text + start, stop - start, endings[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* A text without the clauses in which words stand under a condition, or name an address as a new
 * one; NULL where they stand in it otherwise too. *seen: whether they stand there at all. */
static const char *drop_reserved(struct rebound_arena *arena, const char *text, const char *words,
	const char *address, gboolean *seen)
{
	char *kept = NULL;

	for (const char *at = text; text != NULL && (at = strstr(at, words)) != NULL;) {
		gsize start = (gsize)(at - text), end = start + strlen(words);

		if (!is_reserved(text, start, end) &&
			!(address != NULL &&
				rebound_new_address_is(arena, address, text, start, end)))
			return NULL;
		*seen = TRUE;
		if (kept == NULL)
			kept = rebound_arena_copy(arena, text, strlen(text));
		gsize clause = find_start(text, start, measure_mark);
		gsize stop = find_end(text, end);
		memset(kept + clause, ' ', stop - clause);
		at = text + end;
	}
	return kept != NULL ? kept : text;
}

/* What a user's own card says is meant so. */
static gboolean is_of_address(
	const struct rebound_subject *subject, const struct rebound_match *match)
{
	const struct rebound_card *card = rebound_ruleset_get(subject->ruleset, match->card);
	enum rebound_fault fault = rebound_reason_fault(card->reason);

	return (fault == REBOUND_FAULT_ADDRESS || fault == REBOUND_FAULT_DOMAIN) && card->shipped &&
	       !card->only_codes && match->evidence != NULL && *match->evidence != '\0';
}

/* The recipient of whom a card says that it has moved, where a report names it; the address of a
 * line alone is the one that the line tells. NULL for other cards. */
static const char *name_of_moved(
	const struct rebound_subject *subject, const struct rebound_match *match)
{
	const struct rebound_card *card = rebound_ruleset_get(subject->ruleset, match->card);

	return card->reason == REBOUND_REASON_MAILBOX_MOVED &&
			       subject->report->format != REBOUND_FORMAT_NONE
		       ? subject->recipient->address
		       : NULL;
}

/* Whether a status is of an address, or of its mailbox. */
static gboolean tells_address(struct rebound_status status)
{
	return status.klass == 5 &&
	       (status.subject == 1 || (status.subject == 2 && status.detail == 1));
}

gboolean rebound_reservation_settle(
	struct rebound_subject *subject, gboolean *found, struct rebound_match *match)
{
	struct rebound_recipient words = *subject->recipient;
	gboolean settled = FALSE;

	/* A code that says the same is under no condition. */
	if (!*found || tells_address(words.status))
		return FALSE;

	for (guint i = 0; i < MOST_RESERVATIONS && *found && is_of_address(subject, match); i++) {
		const char *moved = name_of_moved(subject, match);
		gboolean seen = FALSE;
		const char *text =
			drop_reserved(subject->arena, words.text, match->evidence, moved, &seen);
		if (text == NULL && words.text != NULL)
			break;
		const char *notice =
			drop_reserved(subject->arena, words.notice, match->evidence, moved, &seen);
		if (!seen || (notice == NULL && words.notice != NULL))
			break;
		words.text = text;
		words.notice = notice;
		/* The code of moving is of the old address too. */
		if (moved != NULL && words.reply == 551)
			words.reply = 0;
		struct rebound_subject other;
		rebound_subject_init(
			&other, subject->ruleset, subject->report, &words, subject->arena);
		*found = rebound_subject_first(&other, match);
		settled = TRUE;
	}
	return settled;
}
