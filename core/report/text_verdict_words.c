/* SPDX-License-Identifier: MIT */
#include "core/report/text_verdict_words.h"

#include <string.h>

#include "core/base/text.h"

/** Where a word counts: a value of a table says nothing else, a word beside an address may be of a
 * sentence, and one within a sentence says nothing of who sent the message. */
enum place { BESIDE = 1, VALUE = 2, ANYWHERE = BESIDE | VALUE, SENTENCE = 4 };

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
	{"aangekomen", DELIVERED, SENTENCE},
	{"abgelehnt", FAILED, BESIDE},
	{"abgewiesen", FAILED, VALUE},
	{"accepted", DELIVERED, ANYWHERE},
	{"adiado", DELAYED, ANYWHERE},
	{"afgeleverd", DELIVERED, ANYWHERE | SENTENCE},
	{"angekommen", DELIVERED, SENTENCE},
	{"aplazado", DELAYED, ANYWHERE},
	{"arrivato", DELIVERED, SENTENCE},
	{"arrived", DELIVERED, SENTENCE},
	{"ausgeliefert", DELIVERED, ANYWHERE | SENTENCE},
	{"basarisiz", FAILED, VALUE},
	{"bezorgd", DELIVERED, ANYWHERE | SENTENCE},
	{"blad", FAILED, VALUE},
	{"bounce", FAILED, ANYWHERE},
	{"bounced", FAILED, ANYWHERE},
	{"chyba", FAILED, BESIDE},
	{"completed", DELIVERED, VALUE},
	{"consegnato", DELIVERED, ANYWHERE | SENTENCE},
	{"deferral", DELAYED, VALUE},
	{"deferred", DELAYED, ANYWHERE},
	{"delayed", DELAYED, ANYWHERE},
	{"delivered", DELIVERED, ANYWHERE | SENTENCE},
	{"delivery ok", DELIVERED, VALUE},
	{"delivre", DELIVERED, ANYWHERE | SENTENCE},
	{"devolvido", FAILED, BESIDE},
	{"devuelto", FAILED, BESIDE},
	{"differe", DELAYED, ANYWHERE},
	{"differito", DELAYED, BESIDE},
	{"distribue", DELIVERED, ANYWHERE | SENTENCE},
	{"done", DELIVERED, BESIDE},
	{"doreczono", DELIVERED, BESIDE | SENTENCE},
	{"dorucena", DELIVERED, VALUE | SENTENCE},
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
	{"entregado", DELIVERED, SENTENCE},
	{"entregue", DELIVERED, ANYWHERE},
	{"entregue", DELIVERED, SENTENCE},
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
	{"got your message", DELIVERED, SENTENCE},
	{"ha ricevuto il", DELIVERED, SENTENCE},
	{"han recibido", DELIVERED, SENTENCE},
	{"hanno ricevuto", DELIVERED, SENTENCE},
	{"har faett", DELIVERED, SENTENCE},
	{"hard", FAILED, VALUE},
	{"hard bounce", FAILED, VALUE},
	{"hardbounce", FAILED, VALUE},
	{"have received it", DELIVERED, SENTENCE},
	{"hebben ontvangen", DELIVERED, SENTENCE},
	{"ikke leveret", FAILED, BESIDE},
	{"ikke levert", FAILED, BESIDE},
	{"iletildi", DELIVERED, VALUE},
	{"in coda", DELAYED, BESIDE},
	{"in de wachtrij", DELAYED, BESIDE},
	{"in der warteschlange", DELAYED, BESIDE},
	{"inte levererat", FAILED, BESIDE},
	{"inviato", DELIVERED, ANYWHERE},
	{"kezbesitve", DELIVERED, VALUE},
	{"l'ont recu", DELIVERED, SENTENCE},
	{"levererad", DELIVERED, VALUE | SENTENCE},
	{"levererat", DELIVERED, ANYWHERE | SENTENCE},
	{"leveret", DELIVERED, ANYWHERE | SENTENCE},
	{"levert", DELIVERED, ANYWHERE | SENTENCE},
	{"livrat", DELIVERED, VALUE | SENTENCE},
	{"livre", DELIVERED, BESIDE},
	{"lost", FAILED, VALUE},
	{"message accepted", DELIVERED, VALUE},
	{"mislukt", FAILED, ANYWHERE},
	{"mislykkedes", FAILED, ANYWHERE},
	{"mislyktes", FAILED, BESIDE},
	{"misslyckades", FAILED, ANYWHERE},
	{"na fila", DELAYED, BESIDE},
	{"nachricht erhalten", DELIVERED, SENTENCE},
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
	{"ont bien recu", DELIVERED, SENTENCE},
	{"ont recu", DELIVERED, SENTENCE},
	{"opozniona", DELAYED, VALUE},
	{"otrzymali", DELIVERED, SENTENCE},
	{"pendente", DELAYED, BESIDE},
	{"pendiente", DELAYED, BESIDE},
	{"pending", DELAYED, ANYWHERE},
	{"permanent", FAILED, VALUE},
	{"permanent failure", FAILED, VALUE},
	{"queued", DELAYED, ANYWHERE},
	{"recapitato", DELIVERED, ANYWHERE | SENTENCE},
	{"receberam", DELIVERED, SENTENCE},
	{"received it", DELIVERED, SENTENCE},
	{"received the message", DELIVERED, SENTENCE},
	{"received your message", DELIVERED, SENTENCE},
	{"rechazado", FAILED, ANYWHERE},
	{"refuse", FAILED, VALUE},
	{"refused", FAILED, ANYWHERE},
	{"reject", FAILED, VALUE},
	{"rejected", FAILED, ANYWHERE},
	{"rejeitado", FAILED, VALUE},
	{"rejete", FAILED, ANYWHERE},
	{"relayed", DELIVERED, VALUE},
	{"remis", DELIVERED, ANYWHERE | SENTENCE},
	{"respinto", FAILED, VALUE},
	{"retarde", DELAYED, ANYWHERE},
	{"retrasado", DELAYED, VALUE},
	{"retry", DELAYED, VALUE},
	{"retrying", DELAYED, ANYWHERE},
	{"rifiutato", FAILED, BESIDE},
	{"rimandato", DELAYED, BESIDE},
	{"rinviato", DELAYED, VALUE},
	{"saved", DELIVERED, BESIDE},
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
	{"still waiting", DELAYED, BESIDE},
	{"stored", DELIVERED, BESIDE},
	{"succeeded", DELIVERED, BESIDE},
	{"success", DELIVERED, ANYWHERE},
	{"successful", DELIVERED, ANYWHERE},
	{"temporary", DELAYED, VALUE},
	{"teslim edildi", DELIVERED, VALUE | SENTENCE},
	{"teslim edilmistir", DELIVERED, SENTENCE},
	{"toimitettu", DELIVERED, ANYWHERE | SENTENCE},
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
	{"zugestellt", DELIVERED, ANYWHERE | SENTENCE},
	{"παραδοθηκε", DELIVERED, VALUE},
	{"в очереди", DELAYED, BESIDE},
	{"доставлен", DELIVERED, ANYWHERE | SENTENCE},
	{"доставлена", DELIVERED, VALUE | SENTENCE},
	{"доставлено", DELIVERED, ANYWHERE | SENTENCE},
	{"не доставлен", FAILED, BESIDE},
	{"не доставлено", FAILED, ANYWHERE},
	{"отказ", FAILED, BESIDE},
	{"отклонено", FAILED, ANYWHERE},
	{"отложено", DELAYED, BESIDE},
	{"отправлено", DELIVERED, ANYWHERE},
	{"ошибка", FAILED, ANYWHERE},
	{"получили", DELIVERED, SENTENCE},
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
	{"届きました", DELIVERED, SENTENCE},
	{"已投递", DELIVERED, ANYWHERE | SENTENCE},
	{"已收到", DELIVERED, SENTENCE},
	{"已送达", DELIVERED, ANYWHERE | SENTENCE},
	{"已送達", DELIVERED, ANYWHERE | SENTENCE},
	{"延期", DELAYED, BESIDE},
	{"延迟", DELAYED, BESIDE},
	{"成功", DELIVERED, ANYWHERE},
	{"投递失败", FAILED, BESIDE},
	{"投递成功", DELIVERED, BESIDE | SENTENCE},
	{"未送达", FAILED, BESIDE},
	{"正常", DELIVERED, VALUE},
	{"送信失敗", FAILED, BESIDE},
	{"送信完了", DELIVERED, ANYWHERE | SENTENCE},
	{"送信成功", DELIVERED, BESIDE},
	{"送信済み", DELIVERED, VALUE},
	{"送达", DELIVERED, VALUE | SENTENCE},
	{"配信されました", DELIVERED, SENTENCE},
	{"配信しました", DELIVERED, SENTENCE},
	{"配信失敗", FAILED, BESIDE},
	{"配信完了", DELIVERED, ANYWHERE | SENTENCE},
	{"配信成功", DELIVERED, BESIDE},
	{"配信済", DELIVERED, ANYWHERE | SENTENCE},
	{"配信済み", DELIVERED, VALUE},
	{"실패", FAILED, VALUE},
	{"전달되었습니다", DELIVERED, SENTENCE},
	{"전송 성공", DELIVERED, VALUE},
	{"전송 완료", DELIVERED, VALUE},
};

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

/** Of each letter that the words for a place begin with, as bits those that come second. */
static const guint32 *begin_bits(enum place place)
{
	static guint32 all[2][26];
	static gsize ready;
	if (g_once_init_enter(&ready)) {
		for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
			const char *word = words[i].word;
			if (!g_ascii_islower(word[0]) || !g_ascii_islower(word[1]))
				continue;
			guint32 bit = 1U << (word[1] - 'a');
			all[0][word[0] - 'a'] |= words[i].place & BESIDE ? bit : 0;
			all[1][word[0] - 'a'] |= words[i].place & SENTENCE ? bit : 0;
		}
		g_once_init_leave(&ready, 1);
	}
	return all[place == SENTENCE];
}

/** Whether a text may begin with one of the words for a place; most do not by their first two
 * letters. */
static gboolean may_begin(const char *text, gsize len, enum place place)
{
	if (len < 2 || (guchar)text[0] >= 0x80 || (guchar)text[1] >= 0x80)
		return len > 1;
	char first = rebound_text_lower(text[0]), second = rebound_text_lower(text[1]);
	return g_ascii_islower(first) && g_ascii_islower(second) &&
	       ((begin_bits(place)[first - 'a'] >> (second - 'a')) & 1) != 0;
}

/** The word for a place that a text begins with, folded or in ASCII, and its bytes; a letter of the
 * same script does not follow it. NULL where it begins with none. */
static const struct verdict_word *read_word(
	const char *text, gsize len, enum place place, gsize *size)
{
	char first = len > 0 ? rebound_text_lower(text[0]) : '\0';
	for (gsize i = find_first((guchar)first);
		i < G_N_ELEMENTS(words) && words[i].word[0] == first; i++) {
		if (!(words[i].place & place) ||
			(len > 1 && rebound_text_lower(text[1]) != words[i].word[1]))
			continue;
		gsize bytes = strlen(words[i].word);
		if (!begins_with(text, len, words[i].word, bytes))
			continue;
		/* Chinese and Japanese go on without a space. */
		if (bytes < len && (guchar)text[0] < 0xE0 && rebound_text_is_letter(text[bytes]))
			continue;
		/* "an ann@example.org zugestellt werden" says it of none yet. */
		if (rebound_text_has_prefix(text + bytes, len - bytes, " werden"))
			return NULL;
		*size = bytes;
		return &words[i];
	}
	return NULL;
}

gboolean rebound_text_verdict_may_begin(const char *text, gsize len)
{
	return may_begin(text, len, BESIDE);
}

enum rebound_text_verdict rebound_text_verdict_begin(const char *text, gsize len, gsize *size)
{
	const struct verdict_word *word = read_word(text, len, BESIDE, size);
	return word ? word->verdict : REBOUND_TEXT_VERDICT_NONE;
}

/** Whether a text says "not" in a script that puts no spaces between words. */
static gboolean holds_sign_of_not(const char *text, gsize len)
{
	static const char *const signs[] = {"未", "没", "沒", "不", "无法", "無法", "않", "못"};
	for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
		if (memmem(text, len, signs[i], strlen(signs[i])))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_text_verdict_says_delivered(
	struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, FALSE);
	gsize folded, size;
	const char *folded_words = rebound_text_fold_only(arena, text, len, &folded);
	for (gsize at = 0; at < folded; at++) {
		if (at > 0 && rebound_text_is_letter(folded_words[at - 1]) &&
			(guchar)folded_words[at] < 0xE0)
			continue;
		if (may_begin(folded_words + at, folded - at, SENTENCE) &&
			read_word(folded_words + at, folded - at, SENTENCE, &size))
			return !rebound_text_verdict_holds_not(text, len) &&
			       !holds_sign_of_not(text, len);
	}
	return FALSE;
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
