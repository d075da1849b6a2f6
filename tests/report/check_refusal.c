/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/read.h"

/** A responder's headers, which some mail systems send with what they return, too. */
#define RESPONDER                                                                                  \
	"Return-Path: <>\nTo: news-bounces@south.test\nSubject: Re: News\n"                        \
	"Auto-Submitted: auto-replied\nPrecedence: bulk\nMIME-Version: 1.0\n"                      \
	"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"

/** Nobody's mail failed here for good: where else to write is no address that failed. */
static const char *const answers[] = {
	"Your message was not delivered to Ute. Please write to kim@north.test.",
	"Ute does not take e-mail. Your mail was deleted and not delivered; contact kim@north.test "
	"instead.",
	"This mailbox is closed. Mails are not delivered. New address: kim@north.test",
	"This address no longer exists. Use kim@north.test.",
	"This address no longer exists, please use kim@north.test instead.",
	"Mail to this address cannot be delivered. Please resend it to kim@north.test.",
	"Could not be delivered? Try kim@north.test.",
	"I could not deliver the parcel today. Call me or write to kim@north.test.",
	"Your request could not be processed. Please send it to kim@north.test.",
	"Your message could not be processed because it has an attachment. Send it to "
	"kim@north.test.",
	"kim@north.test is the new address. The old one is not reachable.",
	"The mailbox of Ute is full because she is on parental leave. kim@north.test will help.",
	"Ute's mailbox has been disabled. kim@north.test handles her mail.",
	"We moved. Mail to the old address fails from May on. kim@north.test",
	"All mail to zoe@north.test is rejected from 1 December. Use kim@north.test.",
	"Ute: user unknown to this planet :-) back on Monday. kim@north.test",
	"Meine alte Adresse ist abgeschaltet. Bitte kim@north.test verwenden.",
	"Diese Adresse existiert nicht mehr. Bitte schreiben Sie an kim@north.test.",
	"Diese Adresse existiert nicht mehr, bitte schreiben Sie an kim@north.test.",
	"Ihre Nachricht wurde nicht zugestellt. Ansprechpartner ist Herr Kurz, kim@north.test.",
	"Ihre E-Mail konnte nicht bearbeitet werden. Bitte nutzen Sie kim@north.test.",
	"Ihre Mail wurde nicht zugestellt, sondern gelöscht. Neue Adresse: kim@north.test",
	"Cette adresse n'existe plus. Écrivez à kim@north.test.",
	"Votre message n'a pas été remis à Ute. Merci d'écrire à kim@north.test.",
	"Votre message n'a pas pu être traité. Contact : kim@north.test",
	"Esta dirección ya no existe. Escriba a kim@north.test.",
	"Su mensaje no ha sido entregado. Utilice kim@north.test.",
	"Su mensaje no se ha entregado a Ute, escriba a kim@north.test.",
	"Questo indirizzo non esiste più. Scrivere a kim@north.test.",
	"Il messaggio non è stato consegnato. Il nuovo indirizzo è kim@north.test.",
	"Este endereço já não existe. Use kim@north.test.",
	"A sua mensagem não foi entregue. Contacte kim@north.test.",
	"Dit adres bestaat niet meer. Mail naar kim@north.test.",
	"Uw bericht is niet bezorgd. Stuur het naar kim@north.test.",
	"Den här adressen finns inte längre. Skriv till kim@north.test.",
	"Ditt meddelande har inte levererats. Använd kim@north.test.",
	"Denne adresse findes ikke mere. Skriv til kim@north.test.",
	"Tätä osoitetta ei enää ole. Kirjoita osoitteeseen kim@north.test.",
	"Ten adres już nie istnieje. Proszę pisać na kim@north.test.",
	"Wiadomość nie została dostarczona. Proszę o kontakt: kim@north.test",
	"Tato adresa již neexistuje. Pište na kim@north.test.",
	"Ez a cím már nem létezik. Írjon ide: kim@north.test",
	"Az üzenetet nem kézbesítettük. Új cím: kim@north.test",
	"Bu adres artık kullanılmıyor. kim@north.test adresine yazınız.",
	"Mesajınız teslim edilmedi. kim@north.test adresini kullanın.",
	"Этот адрес больше не существует. Пишите на kim@north.test.",
	"Ваше письмо не доставлено Уте. Пишите на kim@north.test.",
	"Ваше сообщение не доставлено, используйте kim@north.test.",
	"このアドレスは存在しません。kim@north.test までお送りください。",
	"メールは配信されませんでした。新しいアドレスは kim@north.test です。",
	"此邮箱已停用,请发送到 kim@north.test。",
	"您的邮件未送达,请联系 kim@north.test。",
	"이 주소는 더 이상 사용되지 않습니다. kim@north.test 로 보내주세요.",
};

/** Who failed is named, and nothing is told of a person. */
static const char *const refusals[] = {
	"Your message to kim@north.test could not be delivered. The mailbox has been closed.",
	"The account has been suspended. Mail to kim@north.test can not be delivered and is "
	"returned to you.",
	"kim@north.test: this mailbox does not exist and your message was not delivered.",
	"kim@north.test - mailbox not found. Your email was not delivered.",
	"Die Nachricht an kim@north.test konnte nicht zugestellt werden. Das Postfach wurde "
	"gelöscht.",
	"Votre message n'a pas pu être remis à kim@north.test, cette adresse n'existe pas.",
	"No se pudo entregar el mensaje a kim@north.test: la cuenta está suspendida.",
};

static struct rebound_reader *reader;

static void set_up(void)
{
	static const struct rebound_reader_options none = {0};
	reader = rebound_reader_new(&none);
}

static void tear_down(void)
{
	rebound_reader_free(reader);
}

static const struct rebound_report *read_from(const char *from, const char *text)
{
	g_autofree char *mail = g_strdup_printf("From: %s\n" RESPONDER "\n%s\n", from, text);
	struct rebound_mail input = {.source = "box", .data = mail, .len = strlen(mail)};

	return rebound_reader_read(reader, &input);
}

START_TEST(an_answer_blames_nobody)
{
	static const char *const writers[] = {"Zoe North <zoe@north.test>", "info@north.test"};
	for (gsize i = 0; i < G_N_ELEMENTS(writers); i++) {
		const struct rebound_report *report = read_from(writers[i], answers[_i]);
		ck_assert_msg(report->kind == REBOUND_KIND_AUTO_REPLY, "%s: %s", answers[_i],
			rebound_kind_name(report->kind));
		ck_assert_uint_eq(report->recipient_count, 0);
	}
}
END_TEST

START_TEST(a_refusal_names_who_failed)
{
	const struct rebound_report *report =
		read_from("North Mail <support@north.test>", refusals[_i]);
	ck_assert_msg(report->kind == REBOUND_KIND_FAILURE, "%s: %s", refusals[_i],
		rebound_kind_name(report->kind));
	ck_assert_uint_eq(report->recipient_count, 1);
	ck_assert_str_eq(report->recipients[0].address, "kim@north.test");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/refusal");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, an_answer_blames_nobody, 0, G_N_ELEMENTS(answers));
	tcase_add_loop_test(all, a_refusal_names_who_failed, 0, G_N_ELEMENTS(refusals));
	suite_add_tcase(suite, all);
	return suite;
}
