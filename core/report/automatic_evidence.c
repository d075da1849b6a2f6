/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_evidence.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/automatic_signs.h"

#define QUESTION_BYTES	 200 /**< a question is no longer */
#define CONDITION_BYTES	 40
#define CONTACT_BYTES	 120
#define MOST_QUESTIONS	 3
#define TELEPHONE_DIGITS 7
#define NUMBER_DIGITS	 4
#define NUMBER_BYTES	 40
#define GREETING_BYTES	 60
#define GREETING_WORDS	 5

static gboolean is_in(guint32 signs, guint32 wanted)
{
	return (signs & wanted) != 0;
}

static gsize count_digits(const char *text, gsize most)
{
	gsize count = 0;
	while (count < most && g_ascii_isdigit(text[count]))
		count++;
	return count;
}

/** Whether two figures can be a day and a month. */
static gboolean is_day_and_month(guint a, guint b)
{
	return a >= 1 && b >= 1 && ((a <= 31 && b <= 12) || (a <= 12 && b <= 31));
}

static guint read_figure(const char *text, gsize digits)
{
	guint figure = 0;
	for (gsize i = 0; i < digits; i++)
		figure = figure * 10 + (guint)(text[i] - '0');
	return figure;
}

/** Whether a date begins at a digit: "24.3.", "3/24", "24th", and the same in Chinese characters
 * and Korean letters. */
static gboolean is_date(const char *text)
{
	static const char *const endings[] = {"st ", "nd ", "rd ", "th ", "月", "日", "월", "일"};
	gsize first = count_digits(text, 3);
	if (first == 0 || first > 2)
		return FALSE;
	guint day = read_figure(text, first);
	const char *rest = text + first;
	for (gsize i = 0; day >= 1 && day <= 31 && i < G_N_ELEMENTS(endings); i++) {
		if (g_str_has_prefix(rest, endings[i]))
			return TRUE;
	}
	if (*rest != '.' && *rest != '/' && *rest != '-')
		return FALSE;
	rest++;
	while (*rest == ' ')
		rest++;
	gsize second = count_digits(rest, 3);
	return second >= 1 && second <= 2 && is_day_and_month(day, read_figure(rest, second));
}

/** Whether a telephone number begins at a "+", a "(" or a digit. */
static gboolean is_telephone(const char *text, const char **end)
{
	gsize digits = 0;
	gboolean spaced = FALSE;
	const char *at = text;
	for (; *at && (g_ascii_isdigit(*at) || strchr(" -/()+", *at)); at++) {
		digits += g_ascii_isdigit(*at) ? 1 : 0;
		spaced = spaced || !g_ascii_isdigit(*at);
	}
	*end = at;
	return digits >= TELEPHONE_DIGITS && digits <= 15 &&
	       (*text == '+' || *text == '0' || *text == '(' || spaced);
}

/** Whether an enhanced status code of a failure or delay begins here. */
static gboolean is_status(const char *text)
{
	gsize subject = count_digits(text + 2, 3);
	if (subject == 0 || text[2 + subject] != '.')
		return FALSE;
	const char *detail = text + 3 + subject;
	gsize digits = count_digits(detail, 3);
	return digits > 0 && !g_ascii_isalnum(detail[digits]) &&
	       !(detail[digits] == '.' && g_ascii_isdigit(detail[digits + 1]));
}

static gboolean has_status(const char *text)
{
	for (const char *dot = strchr(text, '.'); dot; dot = strchr(dot + 1, '.')) {
		const char *at = dot - 1;
		if (dot > text && (*at == '4' || *at == '5') &&
			(at == text || (!g_ascii_isalnum(at[-1]) && at[-1] != '.')) &&
			is_status(at))
			return TRUE;
	}
	return FALSE;
}

static void find_figures(struct rebound_automatic_evidence *evidence, const char *text)
{
	char before = ' ';
	for (const char *at = text; *at; before = *at, at++) {
		if ((!g_ascii_isdigit(*at) && *at != '+' && *at != '(') ||
			g_ascii_isalnum(before) || before == '.' || before == '@' || before == '-')
			continue;
		const char *end = at;
		evidence->dated = evidence->dated || is_date(at);
		evidence->telephone = evidence->telephone || is_telephone(at, &end);
		if (end > at)
			at = end - 1;
	}
}

static gboolean is_address_byte(char c)
{
	return g_ascii_isalnum(c) || strchr("._+-%", c) != NULL;
}

static gboolean is_known(const char *address, gsize len, const char *const *known, guint count)
{
	for (guint i = 0; i < count; i++) {
		if (known[i] && strlen(known[i]) == len &&
			g_ascii_strncasecmp(known[i], address, len) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean names_other_address(const char *text, const char *const *known, guint known_count)
{
	for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
		const char *start = at, *end = at + 1;
		while (start > text && is_address_byte(start[-1]))
			start--;
		while (*end && is_address_byte(*end))
			end++;
		while (end > at && end[-1] == '.')
			end--;
		if (start < at && end > at + 1 && memchr(at, '.', (gsize)(end - at)) &&
			!is_known(start, (gsize)(end - start), known, known_count))
			return TRUE;
	}
	return FALSE;
}

/** Bytes of the mark that ends a question here; 0 for none. Folding made full-width marks plain. */
static gsize pass_question_mark(const char *text, const char *at)
{
	gboolean ends = at[1] == ' ' || !at[1] || (guchar)at[1] >= 0x80;
	if (*at == '?')
		return ends ? 1 : 0;
	if (g_str_has_prefix(at, "؟"))
		return strlen("؟");
	/* A semicolon is that mark behind a letter of Greek. */
	gboolean greek = at >= text + 2 && ((guchar)at[-2] == 0xCE || (guchar)at[-2] == 0xCF);
	return *at == ';' && ends && greek ? 1 : 0;
}

/** Whether the sentence behind a question says where to turn. */
static gboolean leads_to_contact(const char *behind)
{
	gsize digits = 0;
	for (const char *at = behind; *at && at < behind + CONTACT_BYTES; at++) {
		digits += g_ascii_isdigit(*at) ? 1 : 0;
		if (*at == '@' || digits >= TELEPHONE_DIGITS || g_str_has_prefix(at, "www.") ||
			g_str_has_prefix(at, "http"))
			return TRUE;
		if (strchr(".!?", *at) && (!at[1] || g_ascii_isspace(at[1])))
			break;
	}
	return FALSE;
}

/** Whether a question is no more than a condition: "Urgent? Call us." So is "Questions? Use our
 * form" of who reads no answer, and "Lost your key? Ring 0123 456789" of a desk. */
static gboolean is_condition(const char *question, gsize len, guint32 signs)
{
	if (is_in(signs, REBOUND_SIGN_BIT(UNREAD)) && len < CONDITION_BYTES)
		return TRUE;
	if (is_in(signs, REBOUND_SIGN_BIT(SERVICE) | REBOUND_SIGN_BIT(RECEIVED) |
				 REBOUND_SIGN_BIT(LATER)) &&
		len < CONDITION_BYTES && leads_to_contact(question + len + 1))
		return TRUE;
	return len <= QUESTION_BYTES &&
	       is_in(rebound_automatic_signs(question, len), REBOUND_SIGN_BIT(URGENT));
}

/** Questions to the reader, in a text with these signs. */
static guint count_questions(const char *text, guint32 signs)
{
	static const char marks[] = ".!?;\xD8"; /* the last begins that of Arabic */
	guint questions = 0;
	const char *sentence = text;
	for (const char *at = strpbrk(text, marks); at && questions < MOST_QUESTIONS;
		at = strpbrk(at + 1, marks)) {
		gsize mark = pass_question_mark(text, at);
		if (mark > 0 && !is_condition(sentence, (gsize)(at - sentence), signs))
			questions++;
		if (*at == '.' || *at == '!' || mark > 0)
			sentence = at + MAX(mark, 1);
	}
	return questions;
}

void rebound_automatic_weigh_subject(
	struct rebound_automatic_evidence *evidence, const char *subject)
{
	g_return_if_fail(evidence && subject);
	/* Behind "Re: " are our own words. */
	const char *end = evidence->answers ? strstr(subject, "re: ") : subject + strlen(subject);
	gsize len = end ? (gsize)(end - subject) : 0;
	evidence->subject = rebound_automatic_signs(subject, len);
	if (!evidence->answers)
		evidence->questions = count_questions(subject, evidence->subject);
}

/** Whether a word has so many digits that it can be the number of a case; a year has none. */
static gboolean is_number(const char *word, gsize len)
{
	gsize digits = 0, others = 0;
	for (gsize i = 0; i < len; i++) {
		if (g_ascii_isdigit(word[i]))
			digits++;
		else
			others++;
	}
	gboolean year = len == 4 && others == 0 &&
			(g_str_has_prefix(word, "19") || g_str_has_prefix(word, "20"));
	return digits >= NUMBER_DIGITS && !year;
}

/** Whether a text repeats a number that the subject has, as desks do with that of a case. */
static gboolean repeats_number(const char *subject, const char *text)
{
	for (const char *at = subject; *at;) {
		gsize len = 0;
		while (g_ascii_isalnum(at[len]) || (len > 0 && at[len] == '-'))
			len++;
		if (len >= NUMBER_DIGITS && len <= NUMBER_BYTES && is_number(at, len)) {
			char word[NUMBER_BYTES + 1];
			memcpy(word, at, len);
			word[len] = '\0';
			if (strstr(text, word))
				return TRUE;
		}
		at += MAX(len, 1);
	}
	return FALSE;
}

/** Words that begin a greeting, folded. */
static const char *const greetings[] = {"hi", "hello", "dear", "hey", "hej", "hei", "hoi", "hola",
	"ola", "bonjour", "salut", "cher", "chere", "ciao", "buongiorno", "gentile", "caro", "cara",
	"liebe", "lieber", "hallo", "guten", "moin", "servus", "beste", "geachte", "dag", "kaere",
	"kjaere", "hyvae", "terve", "witam", "szanowny", "szanowna", "drogi", "droga", "czesc",
	"dobry", "ahoj", "mily", "mila", "vazeny", "vazena", "kedves", "tisztelt", "szia", "buna",
	"draga", "merhaba", "sayin", "здравствуйте", "добрый", "привет", "уважаемый", "уважаемая",
	"дорогой", "дорогая", "lieve", "sehr", "estimado", "estimada", "querido", "querida",
	"prezado", "prezada", "caros", "egregio", "good", "bom", "boa", "buenos", "buenas", "buona",
	"goedemorgen", "goedemiddag", "god", "postovani", NULL};

/** What stands between that and a name. */
static const char *const titles[] = {"geehrte", "geehrter", "frau", "herr", "mr", "mrs", "ms",
	"miss", "dr", "prof", "madame", "monsieur", "mme", "m", "senor", "senora", "sr", "sra",
	"don", "dona", "signor", "signora", "signore", "dott", "mevrouw", "meneer", "heer", "de",
	"pan", "pani", "pane", "tag", "morgen", "abend", "dzien", "den", "dia", "dias", "tarde",
	"tardes", "sera", "день", "вечер", "morning", "afternoon", "evening", "dag", NULL};

/** What is no name; the rest of its word does not matter. */
static const char *const nobodies[] = {"damen", "herren", "kund", "gast", "gaest", "kolleg",
	"freund", "absender", "patient", "mitglied", "team", "interess", "partner", "geschaeft",
	"gott", "leser", "bewerber", "sir", "madam", "all", "everyone", "everybody", "sender",
	"customer", "client", "colleague", "friend", "there", "guest", "member", "subscriber",
	"contact", "messieurs", "mesdames", "visitor", "reader", "applicant", "student", "parent",
	"neighbo", "supplier", "user", "world", "again", "panstwo", "uegyfel", "levelir", "felad",
	"zakazni", "klient", "klijent", "pratel", "przyjaciel", "wszyscy", "panowie", "amig",
	"amic", "companer", "usuari", "collegu", "collega", "tous", "toutes", "todos", "todas",
	"tutti", "alle", "zusammen", "iedereen", "klant", "relatie", "avsaendar", "avsender",
	"afsender", "asiakas", "laehettaejae", "ystaev", "muesteri", "goenderen", "коллег",
	"клиент", "друзья", "господа", "партнер", "покупател", "πελατ", "συναδελφ", "φιλ", NULL};

static gboolean is_one_of(const char *word, const char *const *words)
{
	return g_strv_contains(words, word);
}

static gboolean is_nobody(const char *word)
{
	for (const char *const *nobody = nobodies; *nobody; nobody++) {
		if (g_str_has_prefix(word, *nobody))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_capital(const char *word, gsize len)
{
	gunichar c = g_utf8_get_char_validated(word, (gssize)len);
	return c < 0x110000 && g_unichar_isupper(c);
}

/** Whether a text begins with a greeting to somebody by name: "Dear Ms Lorenz,". */
static gboolean greets_by_name(struct rebound_arena *arena, const char *text, gsize len)
{
	gsize line = 0;
	gboolean named = FALSE;
	while (line < len && line < GREETING_BYTES && !strchr(",!\n:", text[line]))
		line++;
	/* "Good morning, Anna!" */
	gsize name = line + 2;
	while (name < len && name < GREETING_BYTES && !strchr(" ,!\n:", text[name]))
		name++;
	if (line + 2 < len && text[line] == ',' && text[line + 1] == ' ' && name < len &&
		strchr(",!\n:", text[name]))
		line = name;
	if (line == len || line >= GREETING_BYTES)
		return FALSE;
	for (gsize at = 0, words = 0; at < line; words++) {
		gsize end = at;
		while (end < line && !strchr(" .,", text[end]))
			end++;
		const char *word = rebound_text_fold_only(arena, text + at, end - at, NULL);
		if (words >= GREETING_WORDS || (words == 0 && !is_one_of(word, greetings)) ||
			(words > 0 && !is_one_of(word, titles) && is_nobody(word)))
			return FALSE;
		if (words > 0 && is_capital(text + at, end - at) && !is_one_of(word, titles))
			named = TRUE;
		at = end;
		while (at < line && strchr(" .,", text[at]))
			at++;
	}
	return named;
}

void rebound_automatic_weigh_form(struct rebound_automatic_evidence *evidence,
	struct rebound_arena *arena, const char *subject, const char *text, const char *own,
	gsize own_len)
{
	g_return_if_fail(evidence && arena && subject && text && own);
	evidence->repeated = !evidence->threaded && repeats_number(subject, text);
	evidence->by_name = greets_by_name(arena, own, own_len);
}

void rebound_automatic_weigh_text(struct rebound_automatic_evidence *evidence, const char *text,
	gsize len, const char *const *known, guint known_count)
{
	g_return_if_fail(evidence && text && (known || known_count == 0));
	evidence->text = rebound_automatic_signs(text, len);
	evidence->len = len;
	evidence->questions += count_questions(text, evidence->text);
	evidence->other_address = names_other_address(text, known, known_count);
	evidence->coded = has_status(text);
	find_figures(evidence, text);
}

/** Whether a line begins the header of what is answered, as mail programs put it. */
static gboolean is_header_of_answered(const char *line, gsize len)
{
	return (rebound_text_has_prefix(line, len, "-----") && len > 12) ||
	       rebound_text_has_prefix(line, len, "________");
}

const char *rebound_automatic_own_text(
	struct rebound_arena *arena, const char *text, gsize len, gsize *own_len)
{
	g_return_val_if_fail(arena && text && own_len, "");
	char *own = rebound_arena_alloc(arena, len + 1);
	gsize kept = 0;
	for (gsize at = 0; at < len;) {
		const char *newline = memchr(text + at, '\n', len - at);
		gsize line_len = newline ? (gsize)(newline + 1 - (text + at)) : len - at;
		if (is_header_of_answered(text + at, line_len) && kept > 0)
			break;
		if (text[at] != '>') {
			memcpy(own + kept, text + at, line_len);
			kept += line_len;
		}
		at += line_len;
	}
	own[kept] = '\0';
	*own_len = kept;
	return own;
}
