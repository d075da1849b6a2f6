/* SPDX-License-Identifier: MIT */
#include "core/report/text_verdict.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_marks.h"

/* Words and the marks before them are no longer. */
#define LOOKED_BYTES 48

/* What stands before an address is looked at where it is no longer. */
#define LONGEST_BEFORE 32

/** Where a word counts: a value of a table says nothing else, a word beside an address may be of a
 * sentence. */
enum place { BESIDE = 1, VALUE = 2, ANYWHERE = BESIDE | VALUE };

/** A word, and what it says. */
struct verdict_word {
	const char *word; /**< folded */
	enum rebound_text_verdict verdict;
	enum place place;
};

#define DELIVERED REBOUND_TEXT_VERDICT_DELIVERED
#define FAILED	  REBOUND_TEXT_VERDICT_FAILED
#define DELAYED	  REBOUND_TEXT_VERDICT_DELAYED

/* In the order of their first bytes, by which they are found. */
static const struct verdict_word words[] = {
	{"abgelehnt", FAILED, BESIDE},
	{"abgewiesen", FAILED, VALUE},
	{"accepted", DELIVERED, ANYWHERE},
	{"adiado", DELAYED, ANYWHERE},
	{"afgeleverd", DELIVERED, ANYWHERE},
	{"aplazado", DELAYED, ANYWHERE},
	{"ausgeliefert", DELIVERED, ANYWHERE},
	{"basarisiz", FAILED, VALUE},
	{"bezorgd", DELIVERED, ANYWHERE},
	{"blad", FAILED, VALUE},
	{"bounce", FAILED, ANYWHERE},
	{"bounced", FAILED, ANYWHERE},
	{"chyba", FAILED, BESIDE},
	{"completed", DELIVERED, VALUE},
	{"consegnato", DELIVERED, ANYWHERE},
	{"deferral", DELAYED, VALUE},
	{"deferred", DELAYED, ANYWHERE},
	{"delayed", DELAYED, ANYWHERE},
	{"delivered", DELIVERED, ANYWHERE},
	{"delivery ok", DELIVERED, VALUE},
	{"delivre", DELIVERED, ANYWHERE},
	{"devolvido", FAILED, BESIDE},
	{"devuelto", FAILED, BESIDE},
	{"differe", DELAYED, ANYWHERE},
	{"differito", DELAYED, BESIDE},
	{"distribue", DELIVERED, ANYWHERE},
	{"done", DELIVERED, BESIDE},
	{"doreczono", DELIVERED, BESIDE},
	{"dorucena", DELIVERED, VALUE},
	{"doruceno", DELIVERED, ANYWHERE},
	{"doruceny", DELIVERED, VALUE},
	{"dostarczona", DELIVERED, VALUE},
	{"dostarczono", DELIVERED, ANYWHERE},
	{"dropped", FAILED, VALUE},
	{"echec", FAILED, ANYWHERE},
	{"echoue", FAILED, VALUE},
	{"en attente", DELAYED, BESIDE},
	{"en cola", DELAYED, BESIDE},
	{"entregado", DELIVERED, ANYWHERE},
	{"entregue", DELIVERED, ANYWHERE},
	{"enviada", DELIVERED, VALUE},
	{"enviado", DELIVERED, ANYWHERE},
	{"envoye", DELIVERED, VALUE},
	{"epaonnistui", FAILED, VALUE},
	{"erfolgreich", DELIVERED, ANYWHERE},
	{"err", FAILED, BESIDE},
	{"erreur", FAILED, BESIDE},
	{"erro", FAILED, BESIDE},
	{"error", FAILED, ANYWHERE},
	{"errore", FAILED, BESIDE},
	{"fail", FAILED, ANYWHERE},
	{"failed", FAILED, ANYWHERE},
	{"failure", FAILED, ANYWHERE},
	{"falha", FAILED, BESIDE},
	{"falhou", FAILED, ANYWHERE},
	{"fallido", FAILED, ANYWHERE},
	{"fallito", FAILED, ANYWHERE},
	{"fallo", FAILED, ANYWHERE},
	{"fehler", FAILED, ANYWHERE},
	{"fehlgeschlagen", FAILED, ANYWHERE},
	{"feil", FAILED, BESIDE},
	{"feilet", FAILED, VALUE},
	{"fout", FAILED, BESIDE},
	{"gesendet", DELIVERED, ANYWHERE},
	{"geweigerd", FAILED, VALUE},
	{"hard", FAILED, VALUE},
	{"hard bounce", FAILED, VALUE},
	{"hardbounce", FAILED, VALUE},
	{"ikke leveret", FAILED, BESIDE},
	{"ikke levert", FAILED, BESIDE},
	{"iletildi", DELIVERED, VALUE},
	{"in coda", DELAYED, BESIDE},
	{"in de wachtrij", DELAYED, BESIDE},
	{"in der warteschlange", DELAYED, BESIDE},
	{"inte levererat", FAILED, BESIDE},
	{"inviato", DELIVERED, ANYWHERE},
	{"kezbesitve", DELIVERED, VALUE},
	{"levererad", DELIVERED, VALUE},
	{"levererat", DELIVERED, ANYWHERE},
	{"leveret", DELIVERED, ANYWHERE},
	{"levert", DELIVERED, ANYWHERE},
	{"livrat", DELIVERED, VALUE},
	{"livre", DELIVERED, BESIDE},
	{"lost", FAILED, VALUE},
	{"message accepted", DELIVERED, VALUE},
	{"mislukt", FAILED, ANYWHERE},
	{"mislykkedes", FAILED, ANYWHERE},
	{"mislyktes", FAILED, BESIDE},
	{"misslyckades", FAILED, ANYWHERE},
	{"na fila", DELAYED, BESIDE},
	{"nao entregue", FAILED, BESIDE},
	{"nedoruceno", FAILED, ANYWHERE},
	{"neuspech", FAILED, VALUE},
	{"nicht gesendet", FAILED, BESIDE},
	{"nicht zugestellt", FAILED, BESIDE},
	{"nie dostarczono", FAILED, BESIDE},
	{"niet afgeleverd", FAILED, BESIDE},
	{"niet bezorgd", FAILED, BESIDE},
	{"no entregado", FAILED, BESIDE},
	{"non consegnato", FAILED, BESIDE},
	{"non delivre", FAILED, BESIDE},
	{"non distribue", FAILED, BESIDE},
	{"non remis", FAILED, BESIDE},
	{"not delivered", FAILED, ANYWHERE},
	{"not ok", FAILED, BESIDE},
	{"not sent", FAILED, BESIDE},
	{"odmitnuto", FAILED, VALUE},
	{"odrzucono", FAILED, ANYWHERE},
	{"ok", DELIVERED, ANYWHERE},
	{"opozniona", DELAYED, VALUE},
	{"pendente", DELAYED, BESIDE},
	{"pendiente", DELAYED, BESIDE},
	{"pending", DELAYED, ANYWHERE},
	{"permanent", FAILED, VALUE},
	{"permanent failure", FAILED, VALUE},
	{"queued", DELAYED, ANYWHERE},
	{"recapitato", DELIVERED, ANYWHERE},
	{"rechazado", FAILED, ANYWHERE},
	{"refuse", FAILED, VALUE},
	{"refused", FAILED, ANYWHERE},
	{"reject", FAILED, VALUE},
	{"rejected", FAILED, ANYWHERE},
	{"rejeitado", FAILED, VALUE},
	{"rejete", FAILED, ANYWHERE},
	{"relayed", DELIVERED, VALUE},
	{"remis", DELIVERED, ANYWHERE},
	{"respinto", FAILED, VALUE},
	{"retarde", DELAYED, ANYWHERE},
	{"retrasado", DELAYED, VALUE},
	{"retry", DELAYED, VALUE},
	{"retrying", DELAYED, ANYWHERE},
	{"rifiutato", FAILED, BESIDE},
	{"rimandato", DELAYED, BESIDE},
	{"rinviato", DELAYED, VALUE},
	{"sent", DELIVERED, ANYWHERE},
	{"sent ok", DELIVERED, VALUE},
	{"sikertelen", FAILED, VALUE},
	{"soft", DELAYED, VALUE},
	{"soft bounce", DELAYED, VALUE},
	{"softbounce", DELAYED, VALUE},
	{"still in queue", DELAYED, BESIDE},
	{"still in the queue", DELAYED, BESIDE},
	{"still queued", DELAYED, BESIDE},
	{"still trying", DELAYED, BESIDE},
	{"succeeded", DELIVERED, BESIDE},
	{"success", DELIVERED, ANYWHERE},
	{"successful", DELIVERED, ANYWHERE},
	{"temporary", DELAYED, VALUE},
	{"teslim edildi", DELIVERED, VALUE},
	{"toimitettu", DELIVERED, ANYWHERE},
	{"transient", DELAYED, VALUE},
	{"uitgesteld", DELAYED, BESIDE},
	{"undeliverable", FAILED, ANYWHERE},
	{"undelivered", FAILED, ANYWHERE},
	{"unzustellbar", FAILED, BESIDE},
	{"vertraagd", DELAYED, VALUE},
	{"verzoegert", DELAYED, ANYWHERE},
	{"verzonden", DELIVERED, ANYWHERE},
	{"w kolejce", DELAYED, BESIDE},
	{"waiting", DELAYED, BESIDE},
	{"wartet", DELAYED, BESIDE},
	{"zugestellt", DELIVERED, ANYWHERE},
	{"παραδοθηκε", DELIVERED, VALUE},
	{"в очереди", DELAYED, BESIDE},
	{"доставлен", DELIVERED, ANYWHERE},
	{"доставлена", DELIVERED, VALUE},
	{"доставлено", DELIVERED, ANYWHERE},
	{"не доставлен", FAILED, BESIDE},
	{"не доставлено", FAILED, ANYWHERE},
	{"отказ", FAILED, BESIDE},
	{"отклонено", FAILED, ANYWHERE},
	{"отложено", DELAYED, BESIDE},
	{"отправлено", DELIVERED, ANYWHERE},
	{"ошибка", FAILED, ANYWHERE},
	{"✅", DELIVERED, BESIDE},
	{"✓", DELIVERED, BESIDE},
	{"✔", DELIVERED, BESIDE},
	{"✗", FAILED, BESIDE},
	{"✘", FAILED, BESIDE},
	{"❌", FAILED, BESIDE},
	{"エラー", FAILED, ANYWHERE},
	{"不達", FAILED, BESIDE},
	{"再送待ち", DELAYED, BESIDE},
	{"发送失败", FAILED, BESIDE},
	{"发送成功", DELIVERED, BESIDE},
	{"失敗", FAILED, ANYWHERE},
	{"失败", FAILED, ANYWHERE},
	{"已投递", DELIVERED, ANYWHERE},
	{"已送达", DELIVERED, ANYWHERE},
	{"已送達", DELIVERED, ANYWHERE},
	{"延期", DELAYED, BESIDE},
	{"延迟", DELAYED, BESIDE},
	{"成功", DELIVERED, ANYWHERE},
	{"投递失败", FAILED, BESIDE},
	{"投递成功", DELIVERED, BESIDE},
	{"未送达", FAILED, BESIDE},
	{"正常", DELIVERED, VALUE},
	{"送信失敗", FAILED, BESIDE},
	{"送信完了", DELIVERED, ANYWHERE},
	{"送信成功", DELIVERED, BESIDE},
	{"送信済み", DELIVERED, VALUE},
	{"送达", DELIVERED, VALUE},
	{"配信失敗", FAILED, BESIDE},
	{"配信完了", DELIVERED, ANYWHERE},
	{"配信成功", DELIVERED, BESIDE},
	{"配信済", DELIVERED, ANYWHERE},
	{"配信済み", DELIVERED, VALUE},
	{"실패", FAILED, VALUE},
	{"전송 성공", DELIVERED, VALUE},
	{"전송 완료", DELIVERED, VALUE},
};

static inline gboolean is_letter(char byte)
{
	return g_ascii_isalnum(byte) || (guchar)byte >= 0x80;
}

/** The first word of the list that begins with a byte, or with a later one. */
static gsize find_first(guchar byte)
{
	gsize from = 0, to = G_N_ELEMENTS(words);
	while (from < to) {
		gsize middle = (from + to) / 2;
		if ((guchar)words[middle].word[0] < byte)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/** Whether a text begins with folded words, without case in ASCII. */
static gboolean begins_with(const char *text, gsize len, const char *word, gsize bytes)
{
	for (gsize i = 0; i < bytes; i++) {
		if (i == len || rebound_text_lower(text[i]) != word[i])
			return FALSE;
	}
	return TRUE;
}

/** Of each letter that words begin with, as bits those that come second. */
static const guint32 *begin_bits(void)
{
	static guint32 bits[26];
	static gsize ready;
	if (g_once_init_enter(&ready)) {
		for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
			const char *word = words[i].word;
			if ((words[i].place & BESIDE) && g_ascii_islower(word[0]))
				bits[word[0] - 'a'] |=
					g_ascii_islower(word[1]) ? 1U << (word[1] - 'a') : 0;
		}
		g_once_init_leave(&ready, 1);
	}
	return bits;
}

/** Whether a text may begin with one of the words; most do not by their first two letters. */
static gboolean may_begin(const char *text, gsize len)
{
	if (len < 2 || (guchar)text[0] >= 0x80 || (guchar)text[1] >= 0x80)
		return len > 1;
	char first = rebound_text_lower(text[0]), second = rebound_text_lower(text[1]);
	return g_ascii_islower(first) && g_ascii_islower(second) &&
	       ((begin_bits()[first - 'a'] >> (second - 'a')) & 1) != 0;
}

/** The verdict that words begin with, folded or in ASCII, and its bytes; a letter of the same
 * script does not follow it. */
static enum rebound_text_verdict read_verdict(const char *text, gsize len, gsize *size)
{
	char first = len > 0 ? rebound_text_lower(text[0]) : '\0';
	for (gsize i = find_first((guchar)first);
		i < G_N_ELEMENTS(words) && words[i].word[0] == first; i++) {
		if (!(words[i].place & BESIDE) ||
			(len > 1 && rebound_text_lower(text[1]) != words[i].word[1]))
			continue;
		gsize bytes = strlen(words[i].word);
		if (!begins_with(text, len, words[i].word, bytes))
			continue;
		/* Chinese and Japanese go on without a space. */
		if (bytes < len && (guchar)text[0] < 0xE0 && is_letter(text[bytes]))
			continue;
		/* "an ann@example.org zugestellt werden" says it of none yet. */
		if (rebound_text_has_prefix(text + bytes, len - bytes, " werden"))
			return REBOUND_TEXT_VERDICT_NONE;
		*size = bytes;
		return words[i].verdict;
	}
	return REBOUND_TEXT_VERDICT_NONE;
}

enum rebound_text_verdict rebound_text_verdict_of(const char *folded, gsize len)
{
	g_return_val_if_fail(folded, REBOUND_TEXT_VERDICT_NONE);
	if (len == 0)
		return REBOUND_TEXT_VERDICT_NONE;
	for (gsize i = find_first((guchar)folded[0]);
		i < G_N_ELEMENTS(words) && words[i].word[0] == folded[0]; i++) {
		if ((words[i].place & VALUE) && strlen(words[i].word) == len &&
			memcmp(words[i].word, folded, len) == 0)
			return words[i].verdict;
	}
	return REBOUND_TEXT_VERDICT_NONE;
}

static gboolean is_mark(char byte)
{
	switch (byte) {
	case ' ':
	case '>':
	case '.':
	case ':':
	case ';':
	case ',':
	case '-':
	case '=':
	case '(':
	case ')':
	case '[':
	case ']':
	case '|':
	case '"':
	case '\'':
		return TRUE;
	default:
		return FALSE;
	}
}

/** Bytes of marks and spaces at the start of a text. */
static gsize pass_marks(const char *text, gsize len)
{
	gsize at = 0;
	while (at < len) {
		gsize wide = (guchar)text[at] >= 0x80 ? rebound_text_wide_mark(text + at, len - at)
						      : (gsize)is_mark(text[at]);
		if (wide == 0)
			break;
		at += wide;
	}
	return at;
}

/** A text, folded where it is not in ASCII. */
static const char *fold(struct rebound_arena *arena, const char *text, gsize len, gsize *folded)
{
	for (gsize i = 0; i < len; i++) {
		if ((guchar)text[i] >= 0x80)
			return rebound_text_fold_only(arena, text, len, folded);
	}
	*folded = len;
	return text;
}

/** The last byte of a text that is cut at a place where no character is split. */
static gsize cut_at(const char *text, gsize len, gsize most)
{
	gsize end = MIN(len, most);
	while (end > 0 && end < len && ((guchar)text[end] & 0xC0) == 0x80)
		end--;
	return end;
}

enum rebound_text_verdict rebound_text_verdict_behind(
	struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, REBOUND_TEXT_VERDICT_NONE);
	gsize end = cut_at(text, len, LOOKED_BYTES), at = pass_marks(text, end), folded, size;
	if (at == end || !may_begin(text + at, end - at))
		return REBOUND_TEXT_VERDICT_NONE;
	const char *folded_words = fold(arena, text + at, end - at, &folded);
	return read_verdict(folded_words, folded, &size);
}

enum rebound_text_verdict rebound_text_verdict_before(
	struct rebound_arena *arena, const char *text, gsize len, gsize *size)
{
	g_return_val_if_fail(arena && text && size, REBOUND_TEXT_VERDICT_NONE);
	gsize end = len;
	if (len > 2 * (gsize)LONGEST_BEFORE || !may_begin(text, len))
		return REBOUND_TEXT_VERDICT_NONE;
	while (end > 0 &&
		(text[end - 1] == '<' || (text[end - 1] != ':' && is_mark(text[end - 1]))))
		end--;
	if (end == 0 || end > LONGEST_BEFORE || end == len || !is_letter(text[end - 1]))
		return REBOUND_TEXT_VERDICT_NONE;
	gsize folded, bytes;
	const char *folded_words = fold(arena, text, end, &folded);
	enum rebound_text_verdict verdict = read_verdict(folded_words, folded, &bytes);
	/* Nothing but the verdict stands before the address. */
	if (verdict == REBOUND_TEXT_VERDICT_NONE || bytes != folded)
		return REBOUND_TEXT_VERDICT_NONE;
	*size = len;
	return verdict;
}

gboolean rebound_text_verdict_holds_not(const char *text, gsize len)
{
	g_return_val_if_fail(text, FALSE);
	static const char *const denials[] = {"not", "cannot", "nicht", "kein", "pas", "no", "não",
		"non", "niet", "nie", "inte", "ikke", "не"};
	for (gsize at = 0, end; at < len; at = end + 1) {
		const char *space = memchr(text + at, ' ', len - at);
		end = space ? (gsize)(space - text) : len;
		for (gsize i = 0; i < G_N_ELEMENTS(denials); i++) {
			if (strlen(denials[i]) == end - at &&
				rebound_text_has_prefix(text + at, end - at, denials[i]))
				return TRUE;
		}
		if (end - at > 3 && rebound_text_has_prefix(text + end - 3, 3, "n't"))
			return TRUE;
	}
	return FALSE;
}

enum rebound_text_verdict rebound_text_verdict_negated(const char *text, gsize len)
{
	g_return_val_if_fail(text, REBOUND_TEXT_VERDICT_NONE);
	static const char *const denials[] = {"not ", "but not ", "nicht ", "pas ", "mais pas ",
		"no ", "pero no ", "não ", "mas não ", "non ", "ma non ", "niet ", "nie ",
		"ale nie ", "inte ", "ikke ", "не ", "но не "};
	for (gsize i = 0; len <= LONGEST_BEFORE && i < G_N_ELEMENTS(denials); i++) {
		if (rebound_text_has_prefix(text, len, denials[i]))
			return REBOUND_TEXT_VERDICT_FAILED;
	}
	return REBOUND_TEXT_VERDICT_NONE;
}

/** Whether a text ends with one of a list of words, brackets and quotes aside. */
static gboolean leads_with(struct rebound_arena *arena, const char *text, gsize len,
	const struct rebound_text_ending *leads)
{
	gsize end = len;
	while (end > 0 && strchr(" <\"'(", text[end - 1]))
		end--;
	gsize from = end > LONGEST_BEFORE ? end - LONGEST_BEFORE : 0;
	while (from > 0 && ((guchar)text[from] & 0xC0) == 0x80)
		from--;
	if (end == from)
		return FALSE;
	gsize folded;
	const char *lead = rebound_text_fold_only(arena, text + from, end - from, &folded);
	return rebound_text_ends_with(lead, folded, leads);
}

gboolean rebound_text_verdict_reached(struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, FALSE);
	static const struct rebound_text_ending leads[] = {REBOUND_TEXT_ENDING("has reached"),
		REBOUND_TEXT_ENDING("have reached"), REBOUND_TEXT_ENDING("was received by"),
		REBOUND_TEXT_ENDING("was accepted by"), REBOUND_TEXT_ENDING("went to"), {"", 0}};
	return leads_with(arena, text, len, leads) && !rebound_text_verdict_holds_not(text, len);
}

gboolean rebound_text_verdict_excepted(struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, FALSE);
	static const struct rebound_text_ending leads[] = {REBOUND_TEXT_ENDING("except"),
		REBOUND_TEXT_ENDING("except for"), REBOUND_TEXT_ENDING("except to"),
		REBOUND_TEXT_ENDING("but not to"), REBOUND_TEXT_ENDING("but not for"),
		REBOUND_TEXT_ENDING("ausser"), REBOUND_TEXT_ENDING("ausser an"),
		REBOUND_TEXT_ENDING("sauf"), REBOUND_TEXT_ENDING("sauf a"),
		REBOUND_TEXT_ENDING("excepto"), REBOUND_TEXT_ENDING("excepto a"),
		REBOUND_TEXT_ENDING("exceto"), REBOUND_TEXT_ENDING("exceto para"),
		REBOUND_TEXT_ENDING("tranne"), REBOUND_TEXT_ENDING("tranne a"),
		REBOUND_TEXT_ENDING("behalve"), REBOUND_TEXT_ENDING("behalve aan"),
		REBOUND_TEXT_ENDING("oprocz"), REBOUND_TEXT_ENDING("кроме"), {"", 0}};
	return leads_with(arena, text, len, leads);
}

enum rebound_text_verdict rebound_text_verdict_lead(
	struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, REBOUND_TEXT_VERDICT_NONE);
	static const char *const nouns[] = {"", " to", " recipients", " recipient", " addresses"};
	if (len > LONGEST_BEFORE || !may_begin(text, len))
		return REBOUND_TEXT_VERDICT_NONE;
	gsize folded, size;
	const char *folded_words = rebound_text_fold_only(arena, text, len, &folded);
	enum rebound_text_verdict verdict = read_verdict(folded_words, folded, &size);
	while (folded > 0 && strchr(":)", folded_words[folded - 1]))
		folded--;
	/* "Failed (2)" */
	gsize digits = folded;
	while (digits > 0 && g_ascii_isdigit(folded_words[digits - 1]))
		digits--;
	if (digits < folded && digits > 1 && folded_words[digits - 1] == '(' &&
		folded_words[digits - 2] == ' ')
		folded = digits - 2;
	for (gsize i = 0; verdict && i < G_N_ELEMENTS(nouns); i++) {
		gsize noun = strlen(nouns[i]);
		if (folded == size + noun && memcmp(folded_words + size, nouns[i], noun) == 0)
			return verdict;
	}
	return REBOUND_TEXT_VERDICT_NONE;
}
