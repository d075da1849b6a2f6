/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/automatic_words.h"
#include "core/report/unsubscribe_wish.h"

struct row {
	const char *text;
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
	/* No more of it; and what sounds alike. */
	{"we get your newsletter three times, please remove all of our addresses from the mailing "
	 "list.",
		TRUE},
	{"i have asked twice now to be taken off this list!!", TRUE},
	{"bitte keinen newsletter mehr senden.", TRUE},
	{"bitte entfernen sie diese adresse aus ihrer mailingliste.", TRUE},
	{"veuillez ne plus m'envoyer de newsletter.", TRUE},
	{"merci de ne plus m'envoyer de mails.", TRUE},
	{"por favor, retiren mi direccion de su lista de distribucion.", TRUE},
	{"solicito a remocao do meu e-mail da vossa lista.", TRUE},
	{"non voglio piu ricevere le vostre mail.", TRUE},
	{"ik wil graag van de mailinglijst af.", TRUE},
	{"jeg vil ikke ha flere nyhetsbrev fra dere.", TRUE},
	{"en halua enaeae uutiskirjettaenne.", TRUE},
	{"jiz si nepreji dostavat vas newsletter.", TRUE},
	{"больше не хочу получать вашу рассылку.", TRUE},
	{"请不要再给我发邮件。", TRUE},
	{"please send no more newsletters by post, only by e-mail.", FALSE},
	{"the newsletter was great, no more questions from me.", FALSE},
	{"we took the old mailing list off the server yesterday, so yours is gone as well.", FALSE},
	{"my wife wants the newsletter too, her address is below.", FALSE},
	{"please do not remove me from the mailing list, i read every issue.", FALSE},
	{"if you delete my account, will i still get the newsletter?", FALSE},
	{"bitte loeschen sie den anhang aus dem newsletter, er enthaelt meine adresse.", FALSE},
	{"der newsletter gefaellt uns, nur die bilder koennten sie streichen.", FALSE},
	{"ich habe sie aus meinem verteiler geloescht, wie gewuenscht.", FALSE},
	{"nehmen sie mich bitte zusaetzlich in die einladungsliste auf.", FALSE},
	{"wir haben die kundin aus der liste gestrichen und ihre adresse behalten.", FALSE},
	{"merci de supprimer la deuxieme piece jointe du prochain message de la liste.", FALSE},
	{"je ne veux plus attendre ma commande, votre mail date d'un mois.", FALSE},
	{"no quiero perderme mas boletines, ¿pueden enviarme los anteriores?", FALSE},
	{"quiten mi foto del boletin, por favor.", FALSE},
	{"retirem o meu artigo da newsletter de maio, ainda nao esta pronto.", FALSE},
	{"non voglio piu aspettare, la vostra mail di marzo prometteva la consegna.", FALSE},
	{"togliete la mia foto dalla newsletter, grazie.", FALSE},
	{"haal de oude prijzen van de lijst, mijn klant schrok ervan.", FALSE},
	{"ik wil geen tapijt meer, uw mail kwam te laat.", FALSE},
	{"jag vill inte ha den roeda laengre, se mitt mejl.", FALSE},
	{"vi fjernet deg fra vaar liste som du ba om.", FALSE},
	{"en halua enaeae sitae punaista mattoa, saehkoeposti tuli liian myoehaeaen.", FALSE},
	{"nie chce juz tej lampy, napisalem o tym w mailu.", FALSE},
	{"odstrante prosim moji fotografii z newsletteru.", FALSE},
	{"больше не хочу ждать, письмо с заказом я послал месяц назад.", FALSE},
	{"請把我的照片從電子報中刪除。", FALSE},
	{"뉴스레터에서 제 사진을 삭제해 주세요.", FALSE},
	{"i saw in the newsletter that you ship to jersey now. please remove the old postage from "
	 "my invoice.",
		FALSE},
	{"can you take me off the catalogue by post? the newsletter by email is enough.", FALSE},
	{"i would like to renew my subscription to the printed newsletter, how do i pay?", FALSE},
	{"my colleague tom asked to be removed from the mailing list but still gets it. his "
	 "address is tom@ellis.example.",
		FALSE},
	{"i unsubscribed by accident, please put me back on the mailing list.", FALSE},
	{"ich habe mich versehentlich vom newsletter abgemeldet. bitte nehmen sie mich wieder in "
	 "den verteiler auf.",
		FALSE},
	{"bitte aendern sie meine adresse im newsletter-verteiler, die alte wird geloescht.",
		FALSE},
	{"bitte streichen sie position 4 aus der liste, meine adresse stimmt.", FALSE},
	{"je me suis desabonnee par erreur, pouvez-vous me reinscrire ?", FALSE},
	{"me di de baja sin querer. ¿pueden volver a anadir mi correo a la lista?", FALSE},
	{"ta bort bilden paa sidan 3 ur nyhetsbrevet, det aer min traedgaard.", FALSE},
	{"il link per cancellarsi dalla newsletter non funziona, ve lo segnalo soltanto.", FALSE},
	{"mein vater ist verstorben. bitte schicken sie den katalog kuenftig an mich, den "
	 "newsletter bekomme ich schon.",
		FALSE},
	{"kan dere fjerne den gamle adressen min og bruke denne for nyhetsbrevet?", FALSE},
	{"hiermit kuendige ich den mietvertrag fuer das lager zum 30.6. den newsletter lese ich "
	 "gern weiter.",
		FALSE},
	{"please cancel order 88, and my subscription box as well. the newsletter can keep coming.",
		FALSE},
	{"stop sending me the paper list, email is fine!", FALSE},
	{"i do not want to miss any more newsletters, they end up in spam.", FALSE},
	{"я отписалась случайно, верните меня, пожалуйста, в рассылку.", FALSE},
	{"prosim o zmenu adresy v seznamu, novinky chci dostavat dal.", FALSE},
	{"we delete our old list every may, so please send my address again for the newsletter "
	 "swap.",
		FALSE},
	{"wilt u mijn oude adres uit de lijst halen en dit adres erin zetten voor de nieuwsbrief?",
		FALSE},
	{"メルマガの配信先アドレスを変更したいのですが、どこで手続きできますか。", FALSE},
	{"please take my phone number off the website and the newsletter footer, it is private.",
		FALSE},
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
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *text = wishes[_i].text;
	const char *folded = rebound_automatic_look(arena, text, strlen(text)).text;
	gboolean wish = rebound_unsubscribe_is_wish(folded, strlen(folded));

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
