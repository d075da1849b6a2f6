/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/automatic.h"

struct row {
	const char *subject;
	const char *header, *value;
	const char *to;
	const char *text;
	enum rebound_kind kind;
};

static const struct row rows[] = {
	{"Hello", NULL, NULL, NULL, "How are you?", REBOUND_KIND_OTHER},
	{"Away until May", "Auto-Submitted", "auto-replied", NULL, "550 5.1.1 is what I had",
		REBOUND_KIND_AUTO_REPLY},
	{"Hello", "auto-submitted", "Auto-Replied (vacation); x=y", NULL, "",
		REBOUND_KIND_AUTO_REPLY},
	{"Hello", "Auto-Submitted", "no", NULL, "I am away, in spirit", REBOUND_KIND_OTHER},
	{"Hello", "Auto-Submitted", "auto-generated", NULL, "Your order", REBOUND_KIND_OTHER},
	{"Hello", "X-Autoreply", "yes", NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Hello", "X-Autoresponse-By", "tool", NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Hello", "X-Auto-Response-Suppress", "All", NULL, "", REBOUND_KIND_OTHER},
	{"Thank you for your email!", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Hello", "Precedence", "auto_reply", NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Hello", "Precedence", "bulk", NULL, "", REBOUND_KIND_OTHER},
	{"Auto: parts order", NULL, NULL, NULL, "Please send two wheels", REBOUND_KIND_OTHER},
	{"Automatic reply: Newsletter", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Out of Office Re: News", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Abwesenheitsnotiz: Rundbrief", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"R\xc3\xa9ponse automatique : Lettre", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Re: News", NULL, NULL, NULL, "Hi,\n\nI am out of the office until Monday.",
		REBOUND_KIND_AUTO_REPLY},
	{"Re: News", NULL, NULL, NULL, "Pat no longer works here. Write to Lee.",
		REBOUND_KIND_AUTO_REPLY},
	{"Re: News", NULL, NULL, NULL, "Click here to verify that you are human.",
		REBOUND_KIND_CHALLENGE},
	{"Please confirm your message to Lee", "Auto-Submitted", "auto-replied", NULL, "",
		REBOUND_KIND_CHALLENGE},
	{"unsubscribe", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"Re: Unsubscribe", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"REMOVE ME", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"Abmelden", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"", NULL, NULL, NULL, "Unsubscribe\n", REBOUND_KIND_UNSUBSCRIBE},
	{"", NULL, NULL, "unsub-77@south.test", "", REBOUND_KIND_UNSUBSCRIBE},
	{"stop", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"stop the press", NULL, NULL, NULL, "", REBOUND_KIND_OTHER},
	{"", NULL, NULL, "news-unsubscribe@south.test", "", REBOUND_KIND_UNSUBSCRIBE},
	{"Re: News", NULL, NULL, NULL, "Please unsubscribe me.", REBOUND_KIND_UNSUBSCRIBE},
	{"Ticket 9", NULL, NULL, NULL, "Your request has been received.", REBOUND_KIND_AUTO_REPLY},
	{"Gone", NULL, NULL, NULL, "Pat arbeitet nicht mehr bei uns.", REBOUND_KIND_AUTO_REPLY},
	{"\xe8\x87\xaa\xe5\x8b\x95\xe8\xbf\x94\xe4\xbf\xa1: News", NULL, NULL, NULL, "",
		REBOUND_KIND_AUTO_REPLY},
	{"Your mail awaits confirmation", "Auto-Submitted", "auto-replied", NULL, "",
		REBOUND_KIND_CHALLENGE},
	{"Re: News", NULL, NULL, NULL,
		"Reply and leave the subject line intact; you only need to do this once.",
		REBOUND_KIND_CHALLENGE},
	{"Read: News", NULL, NULL, NULL, "Your message to Pat was read on Monday.",
		REBOUND_KIND_DISPOSITION},
	{"Gelesen: News", NULL, NULL, NULL, "Ihre Nachricht wurde gelesen.",
		REBOUND_KIND_DISPOSITION},
	{"Gelesen: News", NULL, NULL, NULL, "Ihre Nachricht: geöffnet am 3. Mai.",
		REBOUND_KIND_DISPOSITION},
	{"Leído: News", NULL, NULL, NULL, "Su mensaje: leído el 3 de mayo.",
		REBOUND_KIND_DISPOSITION},
	{"Přečteno: News", NULL, NULL, NULL, "Vaše zpráva byla přečtena.",
		REBOUND_KIND_DISPOSITION},
	{"Read: a book", NULL, NULL, NULL, "It is a good one.", REBOUND_KIND_OTHER},
	{"Hello", NULL, NULL, NULL, "It was read on Monday.", REBOUND_KIND_OTHER},
	/* A mailing may be about anything. */
	{"Out of office? Seven tips", "List-Id", "<tips.test>", NULL, "", REBOUND_KIND_OTHER},
	{"Unsubscribe", "List-Unsubscribe", "<x>", NULL, "", REBOUND_KIND_OTHER},
	{"", NULL, NULL, NULL, "\n\nUnsubscribe\n", REBOUND_KIND_UNSUBSCRIBE},
	/* An address in brackets is no quote, and a label no end of a number's brackets. */
	{"Re: News", NULL, NULL, NULL, "On annual leave. Lee <lee@south.test> helps.",
		REBOUND_KIND_AUTO_REPLY},
	{"Re: News", NULL, NULL, NULL, "On annual leave?\n> Are you?", REBOUND_KIND_OTHER},
	{"[news] Your question [#12]", NULL, NULL, NULL, "Our team will answer on Monday.",
		REBOUND_KIND_AUTO_REPLY},
	{"[news] Question #12", NULL, NULL, NULL, "Our team will answer on Monday.",
		REBOUND_KIND_OTHER},
	{"Leave request for June", NULL, NULL, NULL, "Two weeks", REBOUND_KIND_OTHER},
	{"Unsubscribed users report", NULL, NULL, NULL, "Numbers", REBOUND_KIND_OTHER},
};

/* What people's machines write while they are away, in texts that say until when or who helps. */
static const char *const absences[] = {
	"Ik ben op vakantie tot 15 april. Voor spoed kunt u contact opnemen met mijn collega Jan.",
	"Ik ben afwezig tot en met vrijdag.",
	"Ik ben niet aanwezig tot maandag a.s.",
	"Ik werk niet op woensdag. Vanaf donderdag ben ik weer terug.",
	"Я в отпуске до 15 мая. По срочным вопросам пишите Ивану.",
	"Меня нет в офисе с 3 по 17 августа.",
	"Буду отсутствовать до понедельника.",
	"Estou de férias até 20 de março. Em caso de urgência contacte a minha colega.",
	"Estou ausente até segunda-feira, dia 12.",
	"Estarei fora do escritório até ao dia 3. Para questões urgentes, por favor contactar Rui.",
	"Jeg har ferie til og med 12. juli. Kontakt min kollega Kari.",
	"Jeg er ikke på kontoret. Ta kontakt med resepsjonen ved hastesaker.",
	"Jag är på semester och är tillbaka den 4 augusti.",
	"Jag är ledig. Kontakta min kollega Lars vid behov.",
	"Jestem na urlopie do 14 lipca. W sprawach pilnych proszę o kontakt z Anną.",
	"Będę nieobecny. Proszę kontaktować się z biurem.",
	"Je suis absent jusqu'au 3 mai. Vous pouvez contacter ma collègue.",
	"Je ne travaille pas le mercredi. En cas d'urgence, merci de contacter le standard.",
	"Sono in ferie fino al 20 agosto. Per urgenze contattare Luca Bianchi.",
	"No trabajo los viernes. Si es urgente puede contactar con Marta.",
	"Estoy de vacaciones hasta el lunes.",
	"출장 중입니다. 복귀 후 연락드리겠습니다.",
	"휴가 중입니다. 5월 3일까지 자리를 비웁니다.",
	"現在出張中です。4月10日まで不在にしております。戻り次第ご連絡いたします。",
	"休暇をいただいております。急ぎの件は代表電話までお願いします。",
	"我正在出差，4月5日返回后会尽快回复您。",
	"本人正在休假，如有急事请联系李明。",
	"Yıllık izindeyim. 15 Mayıs'a kadar ofiste olmayacağım.",
	"Yıllık izindeyim, 15 Mayıs tarihine kadar yokum. Acil durumlarda Ali ile iletişime geçin.",
	"Sunt în concediu până la 15 august.",
	"Szabadságon vagyok, május 3-án térek vissza.",
	"Szabadságon vagyok. Sürgős esetben forduljon kollégámhoz.",
	"Olen lomalla 15.7. asti. Kiireellisissä asioissa ota yhteyttä Mattiin.",
	"Απουσιάζω με άδεια έως 15 Μαΐου.",
	"Απουσιάζω μέχρι τη Δευτέρα.",
	"Saya sedang cuti sampai 5 Mei.",
	"Saya sedang cuti dan akan kembali pada hari Senin.",
	"Tôi đang nghỉ phép đến hết ngày 5/5.",
	"אני בחופשה עד ה-15 במאי.",
	"אני מחוץ למשרד עד יום ראשון.",
	"أنا في إجازة حتى 15 مايو.",
	"أنا خارج المكتب حتى يوم الأحد",
	"Jsem na dovolené, vrátím se 5. května.",
	"Nejsem v kanceláři přítomen, zpět budu v pondělí.",
	"I am on annual leave and back in on Tuesday.",
	"I am not working on Mondays. I read mail on Tuesday. If urgent call the desk.",
	"I'm not working today and will get back to you tomorrow.",
	"I am travelling this week with little access to mail; for anything urgent contact Bob.",
	"Ich bin im Urlaub und ab 12. Mai wieder zu erreichen.",
	"Ich bin bis zum 3. Mai nicht erreichbar. ",
	"Я не работаю по пятницам, отвечу в понедельник. Срочно: звоните.",
};

/* People who say of themselves that they are away, don't do or don't want something, and ask. */
static const char *const questions[] = {
	"I am not working with files of this kind. Whom should I contact about it?",
	"I am travelling to Rome next week and would like to know which contact address you use.",
	"I'm not working on this project any more; who is the contact?",
	"No trabajo con este tipo de ficheros. ¿Con quién debo contactar?",
	"Je ne travaille pas avec ce logiciel. Qui dois-je contacter ?",
	"Non lavoro con questo programma. Chi devo contattare?",
	"Ik werk niet met dit programma. Wie moet ik hebben? Dat kost tot nu toe veel tijd.",
	"Я не работаю с такими файлами. Напишите по этому адресу подробнее.",
	"Не работаю с этим до сих пор. По какому вопросу вы писали?",
	"Não trabalho com estes ficheiros. Até agora não consegui abrir. Qual é o contacto?",
	"Nie pracuję z tym programem. Jaki jest kontakt do pomocy?",
	"先日は不在のため失礼しました。またご連絡ください。",
	"出張中で返信が遅れました。資料をお送りします。",
	"我正在出差，请把合同发给我，尽快处理。",
	"저는 출장 중에 메일을 보았습니다. 연락 주세요.",
	"Çalışmıyorum bu dosyalarla. Ne kadar sürer?",
	"Ich arbeite nicht mit solchen Dateien. Wer ist der Kontakt dafür? Sind es bis zu 5 MB?",
	"Saya di luar kantor kemarin, sudah kembali. Berapa harganya?",
	"Tôi vắng mặt hôm qua. Bạn gửi lại đến tôi nhé.",
	"Απουσιάζω συχνά, αλλά η παράδοση της επιχειρήσεως ήταν καλή.",
	"Jeg er på kursus hele dagen. Hvem er min kontakt?",
	"Jag är ledig på fredag, ska vi ta lunch? Vem är min kontakt?",
	"Jag är ledig på fredag. Ring mig så pratar vi åter igen om det.",
	"Estou fora do país, mas aguardo retorno sobre o preço.",
	"I'm travelling by train. Could you send the invoice back in PDF?",
	"Nem dolgozom ezzel. Kérek visszajelzést.",
	"I won't be able to open the file. Which contact do I use?",
	"בחופשה האחרונה קנינו את המוצר, ועדיין לא הגיע.",
	/* They leave something else than a list of mail, and want an answer by mail. */
	"Vorrei cancellare il mio ordine 4711. Confermate per e-mail, grazie.",
	"We want to cancel our gym subscription at the end of May. Please confirm by mail.",
	"I want to opt out of the pension scheme. Please send me the form by email.",
	"Quiero dar de baja mi línea de teléfono. Pueden contestar a este correo.",
	"Jag vill ta bort bilden från sidan. Skicka svar med e-post.",
	"Jeg vil gerne fjerne et billede fra jeres side. Svar på min e-mail.",
	"Ich möchte meine Tochter vom Schwimmkurs abmelden. Bitte per E-Mail bestätigen.",
	"Wij willen onze zoon afmelden voor de zwemles. Graag antwoord per e-mail.",
	"Chcę zrezygnować z zamówienia 12. Proszę o potwierdzenie mailem na listę.",
	"Chci odhlásit dítě z obědů, prosím potvrďte na můj e-mail. Seznam přikládám.",
	"Haluan peruuttaa tilauksen 12. Vahvistakaa sähköpostilla.",
	"Szeretném törölni a rendelésemet, kérem válaszoljanak e-mailben a listával.",
	"Siparişimi iptal etmek ve listeden çıkmak istiyorum dersem ne olur, e-posta yazın.",
	"Хочу отписаться по поводу заказа: всё пришло, письма получил.",
	"Gostaria de remover um item da lista de compras. Responda por e-mail.",
	"Je souhaite me désinscrire de l'examen de juin. Merci de confirmer par courriel.",
	"I would like to take the blue one off the list of parts I sent by email.",
	"Please remove my second order from the list, I sent two e-mails by mistake.",
	"We wish to end our subscription to the parking lot. Please answer by mail.",
	"Ich möchte den Vertrag kündigen und mich vom Kurs abmelden. Bitte antworten Sie per Mail.",
	"Please remove me from the list of speakers, I can't come. My mail has the details.",
	"Vorrei cancellare la prenotazione dalla lista degli ospiti, mandate un'e-mail.",
	"我想移除订单里的一件商品，请回复邮件。",
	"注文を取り消したいので、登録を解除してください。メールで返事をお願いします。",
};

/* They keep what they have, tell of it, or leave something else: none is to be suppressed. */
static const char *const stays[] = {
	"I had to unsubscribe my old address, please use this one for the newsletter.",
	"Please move me from the German to the English newsletter.",
	"We are leaving the list of exhibitors, not the newsletter.",
	"Please remove my phone number from your records, email is fine.",
	"I'd like to unsubscribe my father's address, how can I do that?",
	"Your unsubscribe link is broken, our customers complained to us.",
	"I never wanted to leave the mailing list, please add me again.",
	"Please delete the photo of me in your last newsletter.",
	"No more stock of the blue wool? Please mail me when it is back.",
	"Please send no more catalogues by post, the email newsletter is enough.",
	"Please take my name off the parcel, the mail is for my shop.",
	"Do not remove the link from the newsletter, my readers like it.",
	"Please cancel the mailing of 6 June, there is an error in it.",
	"I want to leave feedback on your newsletter.",
	"Please unsubscribe is spelled wrong in your footer.",
	"The newsletter is not what it was, no more patterns for me, sadly.",
	"I would like to receive no attachments with the newsletter any more.",
	"Please change my subscription from weekly to monthly.",
	"Bitte nehmen Sie das Bild aus dem Newsletter.",
	"Bitte ändern Sie meine Adresse im Verteiler.",
	"Ich möchte mich vom Workshop abmelden, den Newsletter lese ich weiter.",
	"Bitte nicht mehr an die Büroadresse, sondern hierher mailen.",
	"Ich habe mich aus Versehen vom Newsletter abgemeldet.",
	"Bitte schicken Sie mir keine Rechnungen mehr per Post, E-Mail reicht.",
	"Abmelden möchte ich nur meinen Hund vom Kurs, bitte per Mail bestätigen.",
	"Den Newsletter bitte nur noch einmal im Monat.",
	"Merci de retirer la photo de la newsletter.",
	"Je me désinscris de l'atelier de samedi, confirmez par mail svp.",
	"Je ne peux plus ouvrir vos mails, pouvez-vous les envoyer en texte ?",
	"Je souhaite recevoir la newsletter, mais plus le catalogue papier.",
	"Quiero cambiar mi suscripción al boletín mensual.",
	"Por favor quiten el enlace roto de su boletín.",
	"No quiero perder ninguno de sus correos, agréguenme a la lista.",
	"Vorrei non ricevere più il catalogo cartaceo, la newsletter va bene.",
	"Vorrei cancellarmi dal corso di sabato, confermate via mail.",
	"Ik wil me afmelden voor de workshop, graag bevestigen per mail.",
	"Jag vill avanmäla mig från kursen, svara på mejlet.",
	"Jeg må melde meg av kurset på lørdag, svar på e-post.",
	"Chcę się wypisać z warsztatów, proszę o maila.",
	"Хочу отказаться от заказа, ответьте на письмо.",
	"Прошу удалить мой комментарий из рассылки.",
	"ワークショップの申し込みを取り消したいです。メールで返信ください。",
	"我想取消订单,请回复邮件。",
	"워크숍 신청을 취소하고 싶습니다. 메일로 답장 주세요.",
	"This account is no longer monitored. Please remove it from your contact list and write to "
	"info@far.example.",
	"Please update your mailing list: my new address is ann@new.example, the old one can be "
	"deleted.",
	"Someone unsubscribed me, it wasn't me! I want to keep getting your mails.",
	"You have unsubscribed me from the newsletter, I did not ask for that.",
	"My wife unsubscribed us from the mailing list, we would like to be on it again.",
	"Ihr habt mich vom Newsletter abgemeldet, das wollte ich nicht.",
	"Jemand hat meine Adresse aus dem Verteiler gelöscht.",
	"On m'a désabonné de la newsletter sans me demander.",
	"Me han eliminado de la lista de correo y no lo pedí.",
	"Sono stato cancellato dalla newsletter, non so come mai.",
	"Iemand heeft mij uitgeschreven voor de nieuwsbrief, dat klopt niet.",
	"Ni har tagit bort mig från nyhetsbrevet, jag är fortfarande kund.",
	"Dere har meldt meg av nyhetsbrevet, det var ikke meningen.",
	"Wypisano mnie z newslettera, nie prosiłam o to.",
	"Odhlásili jste mě z odběru, prosím o nápravu.",
	"Вы удалили меня из рассылки, я не просил.",
	"Please note that we no longer use this mail account.",
	"Please be aware that emails to this address will no longer be read.",
	"Kindly note my new email, the old mail address is no longer active.",
	"I would like to inform you that I no longer have access to this mail account.",
	"We would like to let you know that our company no longer exists under this name, mail is "
	"not forwarded.",
	"Please send no more than two newsletters per month, that would be ideal.",
	"Please remove the duplicate, I get your newsletter twice.",
	"I want to stay on the newsletter but please stop sending the paper catalogue.",
	"I want to receive the newsletter again, I no longer get it.",
	"I would like to get no more than one mail a week if possible.",
	"Could you please remove the old logo from our listing on your list of stockists?",
	"Please delete my last order from your system, I ordered twice.",
	"Please take my sister off the guest list for the party, she is ill.",
	"I don't want to unsubscribe, I only want fewer mails.",
	"I'd like to have the newsletter at my new mail, the old one is no longer valid.",
	"We have no more of your newsletters in the shop, please send twenty copies.",
	"Please cancel my subscription to the magazine, the newsletter may go on.",
	"My colleague wants to unsubscribe, how does he do that?",
	"Please stop the delivery, nobody is home. The mail said Friday.",
	"Bitte beachten Sie, dass dieses E-Mail-Konto nicht mehr benutzt wird.",
	"Bitte beachten: Diese Mailadresse wird nicht mehr abgerufen.",
	"Ich möchte Ihnen mitteilen, dass wir keine Mails mehr an diese Adresse empfangen können.",
	"Ich möchte den Newsletter gerne weiter haben, aber nicht mehr an diese Adresse.",
	"Bitte löschen Sie meine letzte Bestellung aus Ihrem System, die Mail kam doppelt.",
	"Bitte streichen Sie meinen Vortrag von der Liste, ich bin krank.",
	"Ich will nicht, dass Sie mich aus dem Verteiler nehmen.",
	"Leider kommen bei mir keine Newsletter mehr an, bitte prüfen.",
	"Ich habe seit Wochen keine Mails mehr von Ihnen erhalten, bitte um Rückmeldung.",
	"Bitte keine Pakete mehr an die alte Adresse, Mail genügt.",
	"Wir möchten keine Anhänge mehr in Mails bekommen, Links sind besser.",
	"Merci de noter que cette adresse mail n'est plus utilisée.",
	"Je souhaite vous informer que je n'ai plus accès à cette boîte mail.",
	"Je ne reçois plus vos mails, merci de vérifier mon inscription.",
	"Merci de supprimer ma dernière commande de votre fichier, le mail était une erreur.",
	"Je voudrais ne plus avoir de retard avec mes colis, vos mails restent sans réponse.",
	"Le informo de que ya no tengo este correo, por favor usen el nuevo.",
	"Ya no recibo su boletín, por favor compruébenlo.",
	"Por favor, borren mi pedido de la lista, el correo anterior era un error.",
	"Non ricevo più la vostra newsletter, vi prego di controllare.",
	"Vi prego di notare che questo indirizzo mail non è più attivo.",
	"Graag noteren: dit mailadres is niet meer in gebruik.",
	"Ik krijg de nieuwsbrief niet meer, graag controleren.",
	"Ik wil geen mails meer missen, zet me op de lijst.",
	"Vänligen notera att den här mejladressen inte används längre.",
	"Jag får inte längre ert nyhetsbrev, vill gärna ha det igen.",
	"Jeg får ikke lenger nyhetsbrevet, vil gjerne ha det igjen.",
	"Venligst bemærk at denne mail ikke længere er i brug.",
	"En saa enää uutiskirjettä, haluaisin sen takaisin.",
	"Proszę pamiętać, że ten adres mail nie jest już używany.",
	"Nie dostaję już newslettera, proszę sprawdzić.",
	"Už nedostávám newsletter, prosím o kontrolu.",
	"Kérem vegye figyelembe, hogy ez az e-mail cím már nem működik.",
	"Прошу учесть, что этот адрес почты больше не используется.",
	"Я больше не получаю вашу рассылку, хочу снова подписаться.",
	"メールマガジンが届かなくなりました。ご確認をお願いします。",
	"このメールアドレスは使われておりません。新しいアドレスにお願いします。",
	"我收不到你们的邮件了,请检查一下。",
	"请注意,此邮箱不再使用,请发送到新邮箱。",
	"뉴스레터가 더 이상 오지 않습니다. 확인 부탁드립니다.",
	"이 메일 주소는 더 이상 사용하지 않습니다. 새 주소로 보내 주세요.",
	"Please do not send me the newsletter before Monday, our mail server is down.",
	"Please don't email me today, I am in hospital. Call my husband.",
	"No more questions, please send the mail with the invoice.",
	"I want no more wool, thanks for your mail.",
	"Please remove me from the carpool list, I have sold the car.",
	"Stop! Your last mail had a virus attached.",
	"Leave it at the neighbour's please.",
	"Remove the second line in my address please, the mail came back.",
	"Opt out of the gift wrap please, I replied to your mail last week.",
	"I asked you to unsubscribe my late mother last year and you did, thank you.",
	"Thanks for unsubscribing me, it worked.",
	"I was unsubscribed from your newsletter without asking. Please fix.",
	"We want our customers to be able to unsubscribe from our newsletter. Do you have a "
	"plugin?",
	"Ich wurde aus dem Verteiler gelöscht, das wollte ich nicht.",
	"Danke für die Abmeldung vom Newsletter, es hat geklappt.",
	"Ich kann mich nicht vom Kurs abmelden, die Mail kommt zurück.",
	"Je me suis désabonné par erreur de votre newsletter.",
	"Me he dado de baja por error del boletín.",
	"Mi sono cancellato per errore dalla newsletter.",
};

static const char *const wishes[] = {
	"I don't want these emails.",
	"Please stop emailing me.",
	"Please stop the newsletter.",
	"Kindly remove my address from your records.",
	"Take us off your mailing list, we closed the shop.",
	"I wish to be removed from your mailing list.",
	"I no longer wish to receive your newsletter.",
	"Please delete my data and send me no more mails.",
	"Do not contact me again by email.",
	"Bitte nehmen Sie mich aus dem Verteiler.",
	"Ich möchte keine weiteren E-Mails von Ihnen erhalten.",
	"Bitte melden Sie mich vom Newsletter ab.",
	"Bitte streichen Sie meine Adresse aus Ihrer Liste.",
	"Bitte senden Sie mir keine Werbung mehr.",
	"Merci de me retirer de votre liste.",
	"Je ne souhaite plus recevoir vos offres.",
	"Veuillez me désinscrire de la newsletter.",
	"Quiero darme de baja del boletín.",
	"No me envíen más correos, por favor.",
	"Desidero cancellarmi dalla vostra mailing list.",
	"Quero cancelar a inscrição na newsletter.",
	"Graag geen mails meer sturen.",
	"Wil je me uitschrijven voor de nieuwsbrief?",
	"Jag vill avsluta min prenumeration på nyhetsbrevet.",
	"Jeg vil gerne afmeldes nyhedsbrevet.",
	"Vennligst meld meg av nyhetsbrevet.",
	"Haluan lopettaa uutiskirjeen tilauksen.",
	"Proszę usunąć mnie z listy mailingowej.",
	"Prosím odhlaste mě z odběru novinek.",
	"Kérem, töröljenek a hírlevél listáról.",
	"Vreau să mă dezabonez de la newsletter.",
	"Lütfen bana artık e-posta göndermeyin.",
	"Пожалуйста, отпишите меня от рассылки.",
	"Прошу удалить мой адрес из вашей базы.",
	"配信停止をお願いします。",
	"请取消订阅。",
	"수신 거부합니다.",
	"Παρακαλώ να με διαγράψετε από το newsletter.",
};

static struct rebound_arena *arena;

static void set_up(void)
{
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	rebound_arena_free(arena);
}

START_TEST(names_kind)
{
	const struct row *row = &rows[_i];
	struct rebound_header header = {row->header, row->value};
	struct rebound_report report = {
		.subject = row->subject,
		.to = row->to,
		.headers = &header,
		.header_count = row->header ? 1 : 0,
	};
	gsize len = strlen(row->text);
	struct rebound_text_view view = {row->text, len, len};
	enum rebound_kind kind = rebound_automatic_find(arena, &report, &view).kind;
	ck_assert_msg(kind == row->kind, "'%s' / '%s': got %s", row->subject, row->text,
		rebound_kind_name(kind));
}
END_TEST

static enum rebound_kind kind_of_text(const char *text)
{
	struct rebound_report report = {.subject = "News of March"};
	gsize len = strlen(text);
	struct rebound_text_view view = {text, len, len};

	return rebound_automatic_find(arena, &report, &view).kind;
}

START_TEST(an_absence_with_its_end_is_a_reply)
{
	ck_assert_msg(kind_of_text(absences[_i]) == REBOUND_KIND_AUTO_REPLY, "%s", absences[_i]);
}
END_TEST

START_TEST(a_question_is_a_persons)
{
	ck_assert_msg(kind_of_text(questions[_i]) == REBOUND_KIND_OTHER, "%s", questions[_i]);
}
END_TEST

START_TEST(returned_text_says_nothing)
{
	static const char text[] = "Sorry.\n---\nSubject: x\n\nI am out of the office";
	struct rebound_report report = {.subject = "Mail"};
	struct rebound_text_view view = {text, strlen(text), 7};
	ck_assert_int_eq(rebound_automatic_find(arena, &report, &view).kind, REBOUND_KIND_OTHER);
}
END_TEST

START_TEST(reads_marks)
{
	static const struct rebound_header failure = {"Auto-Submitted", "auto-generated (failure)"};
	struct rebound_automatic_marks marks = rebound_automatic_marks(&failure, 1);
	ck_assert(marks.generated && !marks.replied && !marks.human);
	static const struct rebound_header other = {"Auto-Submitted", "x-new-word"};
	marks = rebound_automatic_marks(&other, 1);
	ck_assert(marks.generated && !marks.replied && !marks.human);
	static const struct rebound_header no = {"Auto-Submitted", " NO"};
	marks = rebound_automatic_marks(&no, 1);
	ck_assert(!marks.generated && marks.human);
}
END_TEST

START_TEST(who_stays_is_not_taken_out)
{
	ck_assert_msg(kind_of_text(stays[_i]) != REBOUND_KIND_UNSUBSCRIBE, "%s", stays[_i]);
}
END_TEST

START_TEST(who_leaves_is_taken_out)
{
	ck_assert_msg(kind_of_text(wishes[_i]) == REBOUND_KIND_UNSUBSCRIBE, "%s", wishes[_i]);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/automatic");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, names_kind, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(all, an_absence_with_its_end_is_a_reply, 0, G_N_ELEMENTS(absences));
	tcase_add_loop_test(all, a_question_is_a_persons, 0, G_N_ELEMENTS(questions));
	tcase_add_loop_test(all, who_stays_is_not_taken_out, 0, G_N_ELEMENTS(stays));
	tcase_add_loop_test(all, who_leaves_is_taken_out, 0, G_N_ELEMENTS(wishes));
	tcase_add_test(all, returned_text_says_nothing);
	tcase_add_test(all, reads_marks);
	suite_add_tcase(suite, all);
	return suite;
}
