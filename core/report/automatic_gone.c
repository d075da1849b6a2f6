/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_lists.h"

#include <stddef.h>

/** Somebody has left for good, or an address is given up. */
const char *const rebound_automatic_gone[] = {"has left", "have left", "left the company",
	"no longer with", "no longer works", "no longer work", "no longer working",
	"no longer employed", "no longer part of", "moved on to", "has retired", "have retired",
	"passed away", "address is no longer", "mailbox is no longer", "account is no longer",
	"e-mail is no longer", "email is no longer", "mailbox will be deleted",
	"mailbox will be closed", "address will be closed", "address has changed",
	"address is changing", "domain has changed", "new email address", "new e-mail address",
	"changed my email", "changed my e-mail", "changed our email", "již nepracuje",
	"už nepracuje", "har slutat", "arbetar inte längre", "jobbar inte längre", "har sluttet",
	"er sluttet", "arbejder ikke længere", "jobber ikke lenger", "arbeider ikke lenger",
	"er fratrådt", "ei ole enää", "ei työskentele enää", "ny e-postadress*", "ny mailadresse",
	"nicht mehr bei", "nicht mehr für * tätig", "ausgeschieden", "im ruhestand",
	"nicht mehr in unserem", "adresse ist nicht mehr", "adresse wird nicht mehr",
	"postfach wird * gelöscht", "postfach wird nicht mehr", "adresse hat sich geändert",
	"neue e-mail-adresse", "neue mailadresse", "neue mail-adresse", "unternehmen verlassen",
	"ya no trabaja", "ya no forma parte", "ha dejado la empresa", "dirección ya no",
	"cuenta ya no", "correo ya no", "nueva dirección de correo", "cambiado de correo",
	"a quitté", "ne fait plus partie", "ne travaille plus", "adresse n'est plus",
	"adresse * plus utilisée", "boîte n'est plus", "changé d'adresse", "nouvelle adresse mail",
	"nouvelle adresse e-mail", "nouvelle adresse électronique", "non lavora più",
	"non fa più parte", "ha lasciato", "indirizzo non è più", "casella non è più",
	"nuovo indirizzo e-mail", "nuovo indirizzo email", "werkt niet meer", "niet meer werkzaam",
	"uit dienst", "adres * niet meer", "nieuw e-mailadres", "mailadres * gewijzigd",
	"już nie pracuje", "nie pracuje już", "nie pracuje w", "adres * nieaktywn*",
	"zmienił* adres*", "já não trabalha", "não trabalha mais", "não faz mais parte",
	"já não faz parte", "deixou a empresa", "novo endereço de e-mail", "novo endereço de email",
	"больше не работает", "уволил*", "адрес * не используется", "новый адрес", "artık çalışm*",
	"ayrılmıştır", "退職いたし", "退職しました", "退社いたし", "アドレスが変更",
	"アドレスを変更", "퇴사", "퇴직", "已离职", "已離職", "不再使用", "邮箱已更换",
	"n'utilise plus cette", "n'utilise plus l'adresse", "don't use this address",
	"do not use this address any*", "no longer use this", "nutze diese adresse nicht mehr",
	"verwende diese adresse nicht mehr", "ya no uso esta", "non uso più questo",
	"não uso mais este", "gebruik dit adres niet meer", "nie używam już", "больше не пользуюсь",
	"has graduated", "account will be removed", "account is closing", "account is being closed",
	"mailbox is closing", "account will be closed", "will expire", "adres vervalt",
	"e-mailadres vervalt", "adres komt te vervallen", "wird abgeschaltet", "adresse läuft aus",
	"adresse erlischt", "sera supprimée", "será eliminada", "verrà disattivat*",
	"será desativad*", "is being discontinued", "has been discontinued", "is being retired",
	"being switched off", "nedlægges", "legges ned", "stängs av", "i retired",
	"have now retired", "i am retired", "i'm retired", "in rente", "in pension",
	"im verdienten ruhestand", "à la retraite", "me he jubilado", "me jubilé",
	"sono in pensione", "met pensioen", "gått i pension", "gått av med pensjon",
	"gået på pension", "na emeryturze", "на пенсии", "reformei-me", "aposent*", "eläkkeell*",
	"定年退職", "退休", "causó baja", "ha causado baja", "no pertenece ya", "ya no pertenece",
	"a cessé ses fonctions", "ha cessato", "cessou funções", "hat uns verlassen",
	"has moved to another", "no longer accepts e-mail", "no longer accepts email", NULL};

/** Words of leaving and of change, which anybody may write. */
const char *const rebound_automatic_change[] = {
	/* en */
	"closed its doors", "closed our doors", "closed for good", "out of business",
	"ceased trading", "ceased operations", "wound up", "is dissolved", "was dissolved",
	"has been dissolved", "new adventure", "new adventures", "new chapter", "new challenge*",
	"moved on from", "have moved on", "has moved on", "last day", "final day",
	"last working day", "i am leaving", "i'm leaving", "we are leaving", "has departed",
	"departed from", "parted ways", "no longer an employee", "no longer on the",
	"no longer here", "no longer at", "no longer in use", "no longer used", "no longer use",
	"no longer active", "no longer monitored", "no longer read", "no longer checked",
	"not looked at", "isn't looked at", "stepped down", "i retired", "have retired",
	"now retired", "into retirement", "changed jobs", "new job", "new role", "new position",
	"decommission*", "closing this", "phasing out", "being phased out", "being retired",
	"switched over to", "moved to a new address", "moved my mail", "switched to a new",
	"changed to", "new mail address", "new domain", "we have moved to", "we've moved to",
	"has moved to", "is now at", "write to me at", "reach me now", "my new", "our new address",
	"new email", "new e-mail", "new address is", "has died", "died on", "funeral",
	"sadly passed",
	/* de */
	"verlassen", "ausgeschied*", "letzter arbeitstag", "letzten arbeitstag", "letzter tag",
	"nicht mehr tätig", "nicht mehr beschäftigt", "nicht mehr angestellt",
	"neue herausforderung*", "neuen herausforderung*", "ruhestand", "pensioniert", "in pension",
	"verabschied*", "nicht mehr erreichbar", "nicht mehr da", "nicht mehr hier",
	"geschäftsaufgabe", "eingestellt", "aufgelöst", "stillgelegt", "abgeschaltet", "aufgegeben",
	"nicht mehr aktiv", "nicht mehr genutzt", "nicht mehr verwendet", "nicht mehr abgerufen",
	"nicht mehr betreut", "nicht mehr gültig", "verstorben", "neue adresse", "neuen adresse",
	"neue e-mail*", "neuen e-mail*", "neue mail*", "lautet nun", "lautet jetzt", "lautet ab",
	"gewechselt", "firma * nicht mehr", "insolven*", "erloschen",
	/* fr */
	"quitté*", "quitte*", "parti * retraite", "partie * retraite", "retraite", "cessé", "cesse",
	"dernier jour", "nouvelles aventures", "nouveaux horizons", "nouveau poste",
	"plus en poste", "plus parmi", "plus active", "plus actif", "plus consult*", "plus lu*",
	"plus valide", "plus utilis*", "désactiv*", "fermé définitivement", "cessation",
	"supprimé*", "nouvelle adresse", "nouveau mail", "nouvel e-mail", "changé de", "décédé*",
	"désormais joignable",
	/* es */
	"dejado", "dejó", "jubil*", "último día", "cesado", "nueva dirección", "nuevo correo",
	"nuevo email", "nuevo e-mail", "nueva etapa", "nuevos retos", "cambiado de", "cambió de",
	"cerrado definitivamente", "dado de baja", "finalizado mi", "finalizado su", "desvincul*",
	"ya no está", "ya no se", "ya no es", "ya no lee", "ya no existe", "ya no presta",
	"falleci*",
	/* pt */
	"deixei", "deixou", "último dia", "desliguei", "desligou", "desligad*", "novo endereço",
	"novo e-mail", "novo email", "novo correio", "novos desafios", "novo desafio", "encerrou",
	"desativad*", "já não está", "já não é", "já não faz", "não é mais", "não está mais",
	"não faço mais", "mudei de", "mudou de", "faleceu", "reformou-se", "terminou a",
	/* it */
	"lasciato", "lascia", "pensione", "non lavoro più", "non fa più", "non faccio più",
	"ultimo giorno", "nuova avventura", "nuove sfide", "nuova sfida", "cessat*", "cessa",
	"nuovo indirizzo", "nuova mail", "nuova email", "nuova e-mail", "disattivat*", "dismess*",
	"non più attiv*", "non è più", "cambiato indirizzo", "cambiato mail", "scomparso",
	"scomparsa", "deceduto",
	/* nl */
	"vertrokken", "verlaten", "pensioen", "niet meer in dienst", "niet meer werkzaam",
	"niet meer actief", "niet meer in gebruik", "niet meer gebruikt", "niet meer gelezen",
	"niet meer bereikbaar", "niet langer", "laatste werkdag", "laatste dag", "nieuwe uitdaging",
	"nieuwe baan", "opgeheven", "bedrijf gestopt", "gestopt met", "nieuw adres", "nieuwe adres",
	"nieuw mail*", "nieuw e-mail*", "nieuwe e-mail*", "nieuwe mail*", "overleden", "beëindigd",
	"beëindigen",
	/* sv */
	"slutat", "slutade", "slutar", "pension", "sista dag", "inte längre kvar",
	"inte längre här", "inte längre anställd", "inte längre i bruk", "används inte", "upphör",
	"upphört", "nya utmaningar", "ny adress", "nya adress", "ny e-post*", "ny mejl*",
	"ny mail*", "bytt mejl*", "bytt e-post*", "bytt jobb", "avslutas", "avliden", "lämnat",
	/* da */
	"sluttet", "stoppede", "fratrådt", "fratrædt", "stoppet", "sidste dag", "sidste arbejdsdag",
	"nye udfordringer", "ikke længere", "ny adresse", "nye adresse", "ny e-mail*", "nedlægges",
	"nedlagt", "skiftet mail*", "skiftet job", "forladt", "bruges ikke",
	/* no */
	"pensjon*", "siste dag", "siste arbeidsdag", "nye utfordringer", "ikke lenger",
	"byttet e-post", "byttet jobb", "legges ned", "nedlegges", "forlatt", "brukes ikke",
	"avvikles",
	/* fi */
	"ei enää", "eläk*", "jättänyt", "lopettanut", "lopetti", "viimeinen työpäivä", "siirtynyt",
	"uusi osoite", "uusi sähköposti*", "uuteen osoitteeseen", "poistuu", "päättynyt", "päättyi",
	"ei ole käytössä", "uusien haasteiden", "vaihtunut",
	/* pl */
	"zakończył*", "odszedł", "odeszła", "odeszłam", "odszedłem", "emerytur*", "rozstał*",
	"już nie", "nowy adres", "nowego adresu", "nowy e-mail", "likwid*", "ostatni dzień",
	"ostatnim dniem", "nie jest już", "nie jest używan*", "zmarł*", "już nie pracuj*",
	"nie pracuje już", "nie pracuje w", "nie pracuję już", "zmienił* adres*", "zmieniłem",
	"zmieniłam",
	/* cs */
	"ukončil*", "odešel", "odešla", "důchod*", "nový e-mail*", "nová adresa", "nové adrese",
	"novou adresu", "zrušen*", "již nen*", "už nen*", "poslední den", "rozvázal*",
	"není používán*", "zemřel*", "nové výzvy", "již nepracuj*", "už nepracuj*", "nepracuje u",
	"změnil adres*", "změnila adres*", "změnili adres*",
	/* sk */
	"odišiel", "odišla", "dôchod*", "už nie", "viac nepracuj*",
	/* hu */
	"már nem", "távozott", "nyugdíj*", "megszűn*", "új e-mail*", "új cím*", "új email*",
	"elhagyta", "utolsó munkanap*", "elhunyt", "megváltozott", "már nem dolgoz*",
	"nem dolgozik nálunk", "nem dolgozik már", "már nem használ*",
	/* ro */
	"nu mai", "părăsit", "pensi*", "adresă nouă", "noua adresă", "noua mea adresă", "decedat",
	"schimbat adresa",
	/* tr */
	"ayrıld*", "ayrılmış*", "emekli*", "artık", "yeni adres*", "yeni e-posta*", "kapatıl*",
	"kapanmış*", "sona er*", "çalışmamakta*", "vefat", "artık çalış*", "adresim değişti*",
	"adresimiz değişti*",
	/* ru */
	"уволил*", "больше не", "покинул*", "на пенси*", "последний рабочий день", "новый адрес",
	"новому адресу", "новая почта", "сменил*", "прекратил*", "прекращ*", "закрыл*", "ликвидир*",
	"скончал*", "адрес изменен", "ушел из", "ушла из", "ушёл из", "больше не работа*",
	"не работает в", "не работает у", "не используется", "уже не работа*", "изменился адрес",
	"адрес изменил*", "изменили адрес",
	/* uk */
	"звільнив*", "звільнила*", "більше не", "нова адреса", "новий адрес", "більше не працю*",
	"не працює в",
	/* bg */
	"напусна*", "вече не", "нов адрес",
	/* el */
	"δεν εργάζ*", "αποχώρησ*", "συνταξ*", "νέα διεύθυνση", "δεν χρησιμοποι*",
	/* hr */
	"više ne", "otišao", "otišla", "umirov*", "nova adresa", "napustio", "napustila",
	"nov naslov", "više ne radi", "ne dela več",
	/* id */
	"tidak lagi", "alamat baru", "pensiun",
	/* vi */
	"nghỉ việc", "địa chỉ mới", "không còn",
	/* ar */
	"لم يعد", "غادر", "تقاعد", "جديد*",
	/* he */
	"עזב*", "כבר לא", "פרש*", "כתובת חדשה",
	/* ja */
	"退職", "退社", "異動", "転職", "閉鎖", "廃止", "使用しており", "使われて", "変更になり",
	"変更いたし", "変わりました", "定年", "逝去", "他界", "廃業", "閉店", "退任",
	"新しいアドレス", "新アドレス",
	/* zh */
	"离职", "離職", "离开", "離開", "退休", "不再", "停用", "更换", "新邮箱", "新郵箱",
	"更改为", "已调", "歇业", "注销", "去世", "已换", "换了", "弃用", "变更为",
	/* ko */
	"퇴사", "퇴직", "이직", "더 이상", "변경되", "폐쇄", "은퇴", "그만두", "이메일 주소가",
	"별세", "폐업", "새 주소", "새 이메일", NULL};

/** Whom to write to, or to call. */
const char *const rebound_automatic_instead[] = {"update your records", "update your address book",
	"update your contact*", "please contact", "please write", "please send", "please email",
	"please e-mail", "please use", "please direct", "please forward", "write to", "direct any",
	"future correspondence", "instead", "my colleague", "new address", "reached at",
	"reach me at", "from now on", "in future", "kontaktujte", "obraťte", "kontakta", "kontakt",
	"skicka", "vänd dig", "henvend*", "skriv til", "ota yhteyttä", "ottakaa yhteyttä",
	"wenden sie sich", "verwenden", "nutzen", "schreiben sie", "bitte senden",
	"ansprechpartner*", "künftig", "ab sofort", "erreichen sie", "contacte", "contactar",
	"diríjase", "dirigirse", "escriba", "póngase", "nueva dirección", "a partir de", "merci de",
	"veuillez", "contacter", "adresser", "désormais", "contattare", "rivolgersi", "scrivere",
	"inviare", "neem contact", "kunt u", "voortaan", "mailen naar", "prosimy", "proszę",
	"contat*", "dirija", "escreva", "обращайтесь", "пишите", "просим", "свяжитесь", "iletişim",
	"ulaşabilir*", "後任", "連絡", "お願い", "연락", "문의", "联系", "聯絡", "请发", "請寄",
	"écrivez-moi", "écrire à", "écrivez à", "dorénavant", "schreibt", "schreibe mir",
	"escríbeme", "escríbame", "scrivetemi", "scrivimi", "me escreva", "schrijf", "napisz",
	"напишите", "ask your contact", "for a new address", "use my new", "has been forwarded",
	"was forwarded", "is forwarded", "wird weitergeleitet", "wurde weitergeleitet",
	"doorgestuurd", "a été transféré*", "ha sido reenviad*", "è stato inoltrat*",
	"foi encaminhad*", "gebruik", "remita", "remitir", "envíe", "enviar", "adressez", "envoyez",
	"invii", "inviate", "envie", "online form", "contact form", "stuur", "contact us",
	"contact*", "kontakt*", "yhteyttä", "forduljon", "keresse", "liên hệ", "iletişime",
	"call me", "call us", "call the", "give * a call", "phone", "ring", "telefon*", "rufen sie",
	"anrufen", "ruft", "tel.", "tél*", "appel*", "llam*", "ligue", "ligar", "telefone",
	"chiam*", "telefonare", "bel", "bellen", "bel met", "ringa", "ring på", "soita*", "soittaa",
	"puhelin*", "dzwoni*", "zadzwoni*", "telef*", "volejte", "zavolejte", "volajte", "hívj*",
	"hívh*", "sunați", "arayabilir*", "arayın*", "звоните", "позвоните", "звонит*", "電話",
	"致电", "拨打", "电话", "전화", "tlf", "mobile", "cell", "handy", "portable", "móvil",
	"cellulare", "mobiel", "mobil*", "wechat", "微信", NULL};
