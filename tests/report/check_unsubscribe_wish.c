/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/unsubscribe_wish.h"

struct row {
	const char *text; /* folded */
	gboolean request;
};

/* In words of one's own, anywhere in a short letter. */
static const struct row wishes[] = {
	{"hello, i would like to be taken off your mailing list. thank you, ann", TRUE},
	{"i want to unsubscribe", TRUE},
	{"i do not want to receive these mails any more", TRUE},
	{"guten tag, ich moechte mich vom newsletter abmelden", TRUE},
	{"ich moechte ihren rundbrief abbestellen, bitte nehmen sie mich heraus", TRUE},
	{"bonjour, je souhaite me desabonner", TRUE},
	{"je ne souhaite plus recevoir vos courriels", TRUE},
	{"por favor, quiero darme de baja de este boletin", TRUE},
	{"gostaria de sair; nao quero receber mais e-mails", TRUE},
	{"vorrei cancellarmi dalla newsletter", TRUE},
	{"ik wil mij uitschrijven", TRUE},
	{"jag vill avregistrera mig fraan nyhetsbrevet", TRUE},
	{"jeg oensker at afmelde nyhedsbrevet", TRUE},
	{"chce wypisac sie z listy mailingowej", TRUE},
	{"chci se odhlasit z odberu", TRUE},
	{"szeretnek leiratkozni", TRUE},
	{"bultenden cikmak istiyorum, aboneligimi iptal edin", TRUE},
	{"хочу отписаться", TRUE},
	{"配信停止を希望します", TRUE},
	{"请把我从邮件列表中移除", TRUE},
	{"could you take me off the list, please? thanks", TRUE},
	{"kan dere ta meg av listen? jeg faar altfor mange e-poster.", TRUE},
	{"bitte loeschen sie mich aus ihrem newsletter-verteiler. danke.", TRUE},
	{"jeg oensker ikke flere nyhedsbreve.", TRUE},
	{"buongiorno, desidero essere cancellato dalla vostra newsletter.", TRUE},
	/* What is taken off, and off what, in one clause. */
	{"please take my e-mail address off your list.", TRUE},
	{"would you remove us from the newsletter, thank you.", TRUE},
	{"hello, please erase my address from your mailing list, i closed the shop.", TRUE},
	{"bitte entfernt mich aus dem newsletter.", TRUE},
	{"nehmen sie uns bitte aus ihrem newsletter-verteiler.", TRUE},
	{"veuillez retirer notre adresse de votre liste d'envoi.", TRUE},
	{"por favor eliminen nuestro correo de su lista de envios.", TRUE},
	{"ruego den de baja mi correo electronico de su lista.", TRUE},
	{"peco que retirem o meu endereco da vossa lista de e-mails.", TRUE},
	{"prego rimuovere il nostro indirizzo dalla newsletter.", TRUE},
	{"graag mijn adres van de lijst halen.", TRUE},
	{"slet venligst min mailadresse fra jeres liste.", TRUE},
	{"pyydaen poistamaan saehkoepostini uutiskirjeen listalta.", TRUE},
	{"prosim o vymazani me adresy z newsletteru.", TRUE},
	{"kerem, toeroeljek a cimemet a listarol.", TRUE},
	{"luetfen e-postami listenizden cikarin.", TRUE},
	{"уберите нас из списка рассылки.", TRUE},
	{"配信リストから当方のアドレスを削除してください。", TRUE},
	{"제 이메일을 뉴스레터 목록에서 삭제해 주세요.", TRUE},
	{"there is no use for the newsletter here. please take us off.", TRUE},
	{"please take the blue cups off my order and put me on the newsletter list.", FALSE},
	{"bitte nehmen sie mich in ihren newsletter-verteiler auf.", FALSE},
	{"bitte tragen sie mich in die mailingliste ein.", FALSE},
	{"please remove my colleague jane from the newsletter, she has left. i stay.", FALSE},
	{"could you remove the watermark from the newsletter picture for me?", FALSE},
	{"we deleted your newsletter by mistake, please send it to us again.", FALSE},
	{"ich habe meine e-mail-adresse geaendert, der newsletter soll kuenftig an die neue gehen.",
		FALSE},
	{"je voudrais recevoir la lettre d'information, mon mail est correct.", FALSE},
	{"anadanme a la lista de correo, por favor.", FALSE},
	{"he eliminado su boletin sin querer, ¿me lo envian otra vez?", FALSE},
	{"vorrei iscrivermi alla newsletter, il mio indirizzo e questo.", FALSE},
	{"ho cancellato la vostra newsletter per sbaglio, me la rimandate?", FALSE},
	{"zet mij op de lijst voor de nieuwsbrief.", FALSE},
	{"ta med mig paa listan foer nyhetsbrevet.", FALSE},
	{"prosze dopisac mnie do listy newslettera.", FALSE},
	{"pridejte me prosim do seznamu newsletteru.", FALSE},
	{"kerem, vegyenek fel a hirlevel listara.", FALSE},
	{"добавьте меня в список рассылки, пожалуйста.", FALSE},
	{"配信リストに私のアドレスを追加してください。", FALSE},
	{"请把我加入邮件列表。", FALSE},
	{"please remove the price list from my mail to the customer, it was wrong.", FALSE},
	{"strike the second line from the list, my email had an error.", FALSE},
	{"the mail server removed my attachment from the list message.", FALSE},
	{"please delete my mail of yesterday, the list in it was wrong.", FALSE},
	{"bitte loeschen sie meine mail von gestern, die liste darin war falsch.", FALSE},
	{"please take my address off the parcel list, the newsletter should still come.", FALSE},
	{"remove me from the guest list for friday, sadly i am ill.", FALSE},
	{"could you remove the attachment from the list of files? i would like to print it", FALSE},
	{"the attachment of the message that you sent was removed. the message was delivered",
		FALSE},
	{"me gustaria eliminar el articulo 3 de la lista", FALSE},
	{"i would like two items from the list in your message", FALSE},
	{"ich moechte mich vom kurs abmelden, bitte per mail bestaetigen", FALSE},
	{"vorrei cancellare l'ordine 12, vi ho mandato una mail", FALSE},
	{"haluan peruuttaa tilauksen, laehetin saehkoepostia", FALSE},
	{"jag vill ta bort en rad i listan", FALSE},
	{"i would like the price removed from the newsletter", FALSE},
	{"please remove my order from the list", FALSE},
	{"emma should be taken off the list", FALSE},
	{"please delete my order, i would like another one", FALSE},
	{"please take emma off the list for friday, she has the flu", FALSE},
	/* They suppress: other things are left too, and others leave. */
	{"ich moechte mich fuer morgen abmelden, ich bin krank", FALSE},
	{"ich moechte meinen sohn vom schwimmen abmelden", FALSE},
	{"i want to stop receiving parcels on monday", FALSE},
	{"estoy de baja hasta el lunes", FALSE},
	{"how can i let my customers unsubscribe", FALSE},
	{"we want our users to unsubscribe with one click", FALSE},
	{"please do not unsubscribe me, i like it", FALSE},
	{"jeg vil gerne fjerne varen fra kurven", FALSE},
	{"do you want me to unsubscribe?", FALSE},
	{"", FALSE},
};

START_TEST(knows_wishes)
{
	gboolean wish = rebound_unsubscribe_is_wish(wishes[_i].text, strlen(wishes[_i].text));

	ck_assert_msg(wish == wishes[_i].request, "'%s' %s", wishes[_i].text,
		wishes[_i].request ? "is a wish" : "is none");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/unsubscribe_wish");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, knows_wishes, 0, G_N_ELEMENTS(wishes));
	suite_add_tcase(suite, all);
	return suite;
}
