/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/text.h"

#define DAMAGE	    "\xEF\xBF\xBD"
#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *charset;
	const char *bytes;
	gsize len;
	const char *text;
} rows[] = {
	{NULL, BYTES("plain"), "plain"},
	{"utf-8", BYTES("gr\xC3\xBCn"), "grün"},
	{"UFT-8", BYTES("gr\xC3\xBCn"), "grün"},
	{"iso-8859-1", BYTES("gr\xFCn"), "grün"},
	{"ISO-8859-1", BYTES("\x93quoted\x94"), "“quoted”"},
	{"iso-8859-1", BYTES("gr\xC3\xBCn"), "grün"},
	{"iso-8859-2",
		BYTES("\xBE\xE1"
		      "dn\xFD"),
		"žádný"},
	{"windows-1251", BYTES("\xED\xE5\xF2"), "нет"},
	{"windows-1255", BYTES("\xF9\xEC\xE5\xED"), "שלום"},
	{"koi8-r", BYTES("\xCE\xC5\xD4"), "нет"},
	{"unicode-1-1-utf-7", BYTES("gr+APw-n"), "grün"},
	{"utf-7", BYTES("1 +- 1"), "1 + 1"},
	{"utf-16be", BYTES("\0a\0b"), "ab"},
	{"gb2312", BYTES("\xD3\xCA\xCF\xE4"), "邮箱"},
	{"ks_c_5601-1987", BYTES("\xC6\xED\xC1\xF6"), "편지"},
	{"shift_jis", BYTES("\x8E\xE8\x8E\x86\x87\x40"), "手紙①"},
	{"big5", BYTES("\xAB\x48\xBD\x63"), "信箱"},
	{"iso-2022-jp", BYTES("a \x1B$B<j;f\x1B(B b"), "a 手紙 b"},
	{NULL, BYTES("a \x1B$B<j;f\x1B(B b"), "a 手紙 b"},
	{"us-ascii", BYTES("a \x1B$B<j;f\x1B(B b"), "a 手紙 b"},
	{NULL, BYTES("\x1B$B<j;f\nnext"), "手紙\nnext"},
	{"iso-2022-jp", BYTES("\x1B$B<j;f\x1B(B gr\xFCn"), "手紙 grün"},
	{"iso-2022-jp", BYTES("gr\xC3\xBCn"), "grün"},
	{"us-ascii", BYTES("gr\xC3\xBCn"), "grün"},
	{"us-ascii", BYTES("gr\xFCn"), "grün"},
	{"x-unheard-of", BYTES("gr\xFCn"), "grün"},
	{"", BYTES("gr\xFCn"), "grün"},
	/* Cyrillic and Hangul without a label, or with the one of programs that know no other */
	{NULL, BYTES("\xCF\xEE\xF7\xF2\xE0 \xED\xE5 \xE4\xEE\xF8\xEB\xE0"), "Почта не дошла"},
	{"us-ascii", BYTES("\xF0\xCF\xDE\xD4\xC1 \xCE\xC5 \xC4\xCF\xDB\xCC\xC1"), "Почта не дошла"},
	{"iso-8859-1",
		BYTES("\xCF\xEE\xF7\xF2\xE0 \xED\xE5 \xE4\xEE\xF8\xEB\xE0, \xFF\xF9\xE8\xEA "
		      "\xEF\xEE\xEB\xEE\xED \xF1\xEE\xE2\xF1\xE5\xEC"),
		"Почта не дошла, ящик полон совсем"},
	{NULL,
		BYTES("\xB8\xDE\xC0\xCF\xC0\xBB \xC0\xFC\xC7\xD8\xC1\xF6\xC1\xF6 "
		      "\xBE\xCA\xBE\xD2\xBD\xC0\xB4\xCF\xB4\xD9"),
		"메일을 전해지지 않았습니다"},
	{"iso-8859-1", BYTES("d\xE9j\xE0 \xE9t\xE9 refus\xE9 \xE0 l'\xE9t\xE9"),
		"déjà été refusé à l'été"},
	/* Greek and the Cyrillic of DOS likewise */
	{NULL,
		BYTES("\xD4\xEF \xEC\xDE\xED\xF5\xEC\xE1 \xE4\xE5\xED \xEC\xF0\xEF\xF1\xE5\xDF "
		      "\xED\xE1 \xF0\xE1\xF1\xE1\xE4\xEF\xE8\xE5\xDF"),
		"Το μήνυμα δεν μπορεί να παραδοθεί"},
	{"iso-8859-1",
		BYTES("\xCF \xF0\xE1\xF1\xE1\xEB\xDE\xF0\xF4\xE7\xF2 \xE4\xE5\xED "
		      "\xE2\xF1\xDD\xE8\xE7\xEA\xE5: \xF4\xEF "
		      "\xE3\xF1\xE1\xEC\xEC\xE1\xF4\xEF\xEA\xE9\xE2\xFE\xF4\xE9\xEF "
		      "\xE5\xDF\xED\xE1\xE9 \xF0\xEB\xDE\xF1\xE5\xF2 \xE1\xF0\xFC "
		      "\xF3\xDE\xEC\xE5\xF1\xE1"),
		"Ο παραλήπτης δεν βρέθηκε: το γραμματοκιβώτιο είναι πλήρες από σήμερα"},
	{NULL,
		BYTES("\xC7 \xE4\xE9\xE5\xFD\xE8\xF5\xED\xF3\xE7 \xE4\xE5\xED "
		      "\xF5\xF0\xDC\xF1\xF7\xE5\xE9 \xF3\xF4\xEF\xED "
		      "\xE4\xE9\xE1\xEA\xEF\xEC\xE9\xF3\xF4\xDE"),
		"Η διεύθυνση δεν υπάρχει στον διακομιστή"},
	{NULL,
		BYTES("\x8F\xAE\xE7\xE2\xAE\xA2\xEB\xA9 \xEF\xE9\xA8\xAA "
		      "\xAF\xA5\xE0\xA5\xAF\xAE\xAB\xAD\xA5\xAD"),
		"Почтовый ящик переполнен"},
	{"us-ascii",
		BYTES("\x8D\xA5\xE2 \xE2\xA0\xAA\xAE\xA3\xAE "
		      "\xAF\xAE\xAB\xEC\xA7\xAE\xA2\xA0\xE2\xA5\xAB\xEF: "
		      "\xAF\xAE\xAB\xE3\xE7\xA0\xE2\xA5\xAB\xEC "
		      "\xAD\xA5\xA8\xA7\xA2\xA5\xE1\xE2\xA5\xAD"),
		"Нет такого пользователя: получатель неизвестен"},
	{NULL,
		BYTES("\xCD\xE5\xF2 \xEC\xE5\xF1\xF2\xE0 \xE4\xEB\xFF \xC2\xE0\xF8\xE5\xE9 "
		      "\xEF\xEE\xF7\xF2\xFB"),
		"Нет места для Вашей почты"},
	{NULL,
		BYTES("\xE1\xC4\xD2\xC5\xD3\xC1\xD4 \xCE\xC5\xC9\xDA\xD7\xC5\xD3\xD4\xC5\xCE, "
		      "\xC4\xCF\xD3\xD4\xC1\xD7\xC9\xD4\xD8 "
		      "\xCE\xC5\xD7\xCF\xDA\xCD\xCF\xD6\xCE\xCF"),
		"Адресат неизвестен, доставить невозможно"},
	{"ibm866", BYTES("\xAD\xA5\xE2"), "нет"},
	{"iso-8859-7", BYTES("\xB6\xE3\xED\xF9\xF3\xF4\xEF\xF2"), "Άγνωστος"},
	{"../../etc/passwd", BYTES("gr\xFCn"), "grün"},
	{"utf-8//IGNORE", BYTES("gr\xC3\xBCn"), "grün"},
	{NULL, BYTES("\xD3\xCA\xCF\xE4\xB2\xBB\xB4\xE6\xD4\xDA"), "邮箱不存在"},
	{NULL, BYTES("\xA4\xB3\xA4\xCE\xA5\xA2\xA5\xC9\xA5\xEC\xA5\xB9"), "このアドレス"},
	{NULL, BYTES("\x82\xB1\x82\xCC\x83\x41\x83\x68\x83\x8C\x83\x58"), "このアドレス"},
	{NULL, BYTES("\xAB\x48\xBD\x63\xA4\x77\xBA\xA1"), "信箱已滿"},
	{NULL, BYTES("na\xEFve caf\xE9, d\xE9j\xE0 vu"), "naïve café, déjà vu"},
	{NULL,
		BYTES("F\xFCr \xC4nderungen \xF6"
		      "fter pr\xFC"
		      "fen"),
		"Für Änderungen öfter prüfen"},
	{"utf-8", BYTES("gr\xC3\xBCn und bl\xFF"), "grün und bl" DAMAGE},
	{"utf-8", BYTES("gr\xFCn"), "grün"},
	{"euc-jp", BYTES("a\xFF z"), "a" DAMAGE " z"},
	{"gb18030", BYTES("\xD3\xCA\xFF\xFF end"), "邮" DAMAGE DAMAGE " end"},
	{"euc-jp", BYTES("\xC3\xBC 5 \xE2\x82\xAC"), "ü 5 €"},
	{"iso-2022-jp", BYTES("\x1B$B\x7E\x7E\x1B(B end"), DAMAGE DAMAGE " end"},
	{"utf-7", BYTES("\xFF+2AA-0123456789abcdef end"),
		DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE
			DAMAGE DAMAGE DAMAGE DAMAGE DAMAGE "f end"},
};

/* What undeclared bytes are read as: written in a charset, and found again. */
static const struct {
	const char *charset;
	const char *text;
} guesses[] = {
	{"ISO-8859-2", "Wiadomość nie może być dostarczona: nie ma takiego użytkownika"},
	{"WINDOWS-1250", "Wiadomość nie może być dostarczona: nie ma takiego użytkownika"},
	{"WINDOWS-1250", "Skrzynka jest pełna, proszę spróbować później"},
	{"ISO-8859-2", "Zprávu se nepodařilo doručit, schránka je plná a dál nic nepřijímá už"},
	{"WINDOWS-1250", "Zprávu se nepodařilo doručit, uživatel tu už není"},
	{"ISO-8859-2", "Správu sa nepodarilo doručiť, používateľ neexistuje"},
	{"WINDOWS-1250", "Poruka nije isporučena, korisnik više ne postoji"},
	{"WINDOWS-1254", "İletiniz gönderilemedi, böyle bir kullanıcı yok"},
	{"ISO-8859-9", "Alıcının posta kutusu dolu, lütfen daha sonra deneyiniz"},
	{"WINDOWS-1257", "Laiškas nepristatytas: tokio vartotojo nėra, pašto dėžutė uždaryta"},
	{"WINDOWS-1257", "Vēstuli neizdevās piegādāt, šāda lietotāja nav, pārbaudiet adresi ļoti "
			 "rūpīgi, tā varētu būt mainīta šogad vai dzēsta šodien"},
	{"KOI8-U", "Повідомлення не доставлено, такого користувача не існує"},
	{"WINDOWS-1251", "Повідомлення не доставлено, такого користувача не існує"},
	{"ISO-8859-5", "Сообщение не доставлено, такого пользователя нет"},
	{"WINDOWS-1251", "Писмото не беше доставено, няма такъв потребител"},
	{"WINDOWS-1255", "ההודעה לא נמסרה כי המשתמש אינו קיים במערכת זו"},
	{"WINDOWS-1256", "تعذر تسليم الرسالة لأن المستخدم غير موجود في هذا النظام"},
	{"ISO-8859-6", "تعذر تسليم الرسالة لأن المستخدم غير موجود في هذا النظام"},
	{"TIS-620", "ไม่สามารถส่งข้อความได้ เนื่องจากไม่มีผู้ใช้นี้ในระบบ"},
	/* Western letters stay what they are. */
	{"WINDOWS-1252", "La boîte aux lettres «réception» est pleine, réessayez plus tôt"},
	{"WINDOWS-1252", "¿Qué pasó? El buzón está lleno, inténtelo después"},
	{"WINDOWS-1252", "A caixa está cheia e não aceita mais informações"},
	{"WINDOWS-1252", "Das Postfach ist überfüllt; größere Nachrichten wären möglich"},
	{"WINDOWS-1252", "Postkassen er fuld, prøv igen på søndag; æblegrød"},
	{"WINDOWS-1252", "Póstfangið er fullt, það þarf að eyða skeytum úr því"},
	{"WINDOWS-1252", "Postilaatikko on täynnä, yritä myöhemmin šakkia"},
	{"WINDOWS-1252", "Postkast on täis, proovige hiljem uuesti, õige žürii"},
	{"WINDOWS-1252", "Œuvre 5±2 cm³, 100 £, ½ page, µm, n° 4, nº 5"},
};

START_TEST(charset_is_guessed)
{
	static const char *const labels[] = {NULL, "us-ascii", "x-unknown", "utf-8"};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	gsize len = 0, read = 0;
	g_autofree char *bytes =
		g_convert(guesses[_i].text, -1, guesses[_i].charset, "UTF-8", NULL, &len, &error);

	ck_assert_msg(bytes != NULL, "%s: %s", guesses[_i].text, error ? error->message : "");
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
		ck_assert_str_eq(rebound_text_from_charset(arena, bytes, len, labels[i], &read),
			guesses[_i].text);
}
END_TEST

START_TEST(bytes_become_text)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = 0;
	char *text = rebound_text_from_charset(
		arena, rows[_i].bytes, rows[_i].len, rows[_i].charset, &len);

	ck_assert_str_eq(text, rows[_i].text);
	ck_assert_uint_eq(len, strlen(text));
}
END_TEST

START_TEST(all_bytes_give_valid_text)
{
	static const char *const charsets[] = {NULL, "utf-8", "utf-7", "utf-16", "utf-32", "gb2312",
		"big5", "euc-kr", "shift_jis", "euc-jp", "iso-2022-jp", "iso-2022-kr", "koi8-r",
		"windows-1255", "iso-8859-8-i", "cp850", "macintosh", "nonsense"};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(3);
	char bytes[80];

	for (int round = 0; round < 20000; round++) {
		gsize len = (gsize)g_rand_int_range(random, 0, sizeof(bytes));
		for (gsize i = 0; i < len; i++)
			bytes[i] = g_rand_int_range(random, 0, 6) == 0
					   ? "\x1B$B(\xA4+"[g_rand_int_range(random, 0, 6)]
					   : (char)g_rand_int_range(random, 1, 256);
		gsize result_len = 0;
		char *text = rebound_text_from_charset(arena, bytes, len,
			charsets[round % (int)G_N_ELEMENTS(charsets)], &result_len);
		ck_assert_int_eq(text[result_len], 0);
		for (gsize i = 0; i < result_len; i++)
			if (text[i] == '\0')
				text[i] = ' ';
		ck_assert(g_utf8_validate_len(text, result_len, NULL));
		rebound_arena_clear(arena);
	}
}
END_TEST

/* Wherever a long text is cut for its converter, its characters stay whole. */
START_TEST(a_long_text_stays_whole)
{
	static const struct {
		const char *charset, *start, *bytes, *text;
	} longs[] = {
		{"euc-jp", "a", "\xA4\xB3", "こ"},
		{"gb18030", "ab", "\x81\x30\x84\x36", "¥"},
		{"big5", "a", "\xAB\x48", "信"},
		{"iso-2022-kr", "\x1B$)Ca\x0E", "0!", "가"},
		{"utf-7", "a", "+ZeU-", "日"},
		{"utf-7", "a+", "ZeVl5WXl", "日日日"},
	};
	enum { COPIES = 5000 };

	for (gsize i = 0; i < G_N_ELEMENTS(longs); i++) {
		g_autoptr(rebound_arena) arena = rebound_arena_new();
		g_autoptr(GString) bytes = g_string_new(longs[i].start);
		g_autoptr(GString) text = g_string_new(NULL);
		gsize len = 0;

		for (guint k = 0; k < COPIES; k++) {
			g_string_append(bytes, longs[i].bytes);
			g_string_append(text, longs[i].text);
		}
		char *read = rebound_text_from_charset(
			arena, bytes->str, bytes->len, longs[i].charset, &len);
		ck_assert_msg(len >= text->len && strcmp(read + len - text->len, text->str) == 0,
			"%s: %.40s", longs[i].charset, read);
		ck_assert_uint_le(len - text->len, 2);
	}
}
END_TEST

/* Nothing is lost behind a byte that has no meaning, and much of it takes no long time. */
START_TEST(damage_does_not_end_a_long_text)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const gsize len = 256 * 1024;
	g_autofree char *bytes = g_malloc(len);
	gsize result_len = 0;

	memset(bytes, 0xFF, len);
	memcpy(bytes + len - 3, "end", 3);
	const char *const charsets[] = {"utf-8", "euc-jp", "iso-2022-jp", "utf-7", NULL};
	for (guint i = 0; i < G_N_ELEMENTS(charsets); i++) {
		char *text = rebound_text_from_charset(arena, bytes, len, charsets[i], &result_len);
		ck_assert_str_eq(text + result_len - 3, "end");
	}
	for (gsize i = 0; i + 3 < len; i += 3)
		memcpy(bytes + i, "\x1B$B", 3);
	rebound_text_from_charset(arena, bytes, len, NULL, &result_len);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_charset");
	TCase *tcase = tcase_create("text_charset");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, charset_is_guessed, 0, (int)G_N_ELEMENTS(guesses));
	tcase_add_loop_test(tcase, bytes_become_text, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(tcase, all_bytes_give_valid_text);
	tcase_add_test(tcase, a_long_text_stays_whole);
	tcase_add_test(tcase, damage_does_not_end_a_long_text);
	suite_add_tcase(suite, tcase);
	return suite;
}
