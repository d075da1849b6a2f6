/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_lists.h"

#include <stddef.h>

/** Somebody has left for good, or an address is given up. */
const char *const rebound_automatic_gone[] = {"has left", "have left", "left the company",
	"no longer with", "no longer works", "no longer work", "no longer working",
	"no longer employed", "no longer part of", "moved on to", "has retired", "have retired",
	"passed away", "address is no longer", "mailbox is no longer", "account is no longer",
	"mail is no longer", "mailbox will be deleted", "mailbox will be closed",
	"address will be closed", "address has changed", "address is changing",
	"domain has changed", "new mail address", "changed my mail", "changed our mail",
	"již nepracuje", "už nepracuje", "har slutat", "arbetar inte längre", "jobbar inte längre",
	"har sluttet", "er sluttet", "arbejder ikke længere", "jobber ikke lenger",
	"arbeider ikke lenger", "er fratrådt", "ei ole enää", "ei työskentele enää",
	"ny e-postadress*", "ny mailadresse", "nicht mehr bei", "nicht mehr für * tätig",
	"ausgeschieden", "im ruhestand", "nicht mehr in unserem", "adresse ist nicht mehr",
	"adresse wird nicht mehr", "postfach wird * gelöscht", "postfach wird nicht mehr",
	"adresse hat sich geändert", "neue mail-adresse", "neue mailadresse",
	"unternehmen verlassen", "ya no trabaja", "ya no forma parte", "ha dejado la empresa",
	"dirección ya no", "cuenta ya no", "correo ya no", "nueva dirección de correo",
	"cambiado de correo", "a quitté", "ne fait plus partie", "ne travaille plus",
	"adresse n'est plus", "adresse * plus utilisée", "boîte n'est plus", "changé d'adresse",
	"nouvelle adresse mail", "nouvelle adresse électronique", "non lavora più",
	"non fa più parte", "ha lasciato", "indirizzo non è più", "casella non è più",
	"nuovo indirizzo mail", "werkt niet meer", "niet meer werkzaam", "uit dienst",
	"adres * niet meer", "nieuw mailadres", "mailadres * gewijzigd", "już nie pracuje",
	"nie pracuje już", "nie pracuje w", "adres * nieaktywn*", "zmienił* adres*",
	"já não trabalha", "não trabalha mais", "não faz mais parte", "já não faz parte",
	"deixou a empresa", "novo endereço de mail", "больше не работает", "уволил*",
	"адрес * не используется", "новый адрес", "artık çalışm*", "ayrılmıştır", "退職いたし",
	"退職しました", "退社いたし", "アドレスが変更", "アドレスを変更", "퇴사", "퇴직", "已离职",
	"已離職", "不再使用", "邮箱已更换", "n'utilise plus cette", "n'utilise plus l'adresse",
	"do not use this address", "do not use this address any*", "no longer use this",
	"nutze diese adresse nicht mehr", "verwende diese adresse nicht mehr", "ya no uso esta",
	"non uso più questo", "não uso mais este", "gebruik dit adres niet meer", "nie używam już",
	"больше не пользуюсь", "has graduated", "account will be removed", "account is closing",
	"account is being closed", "mailbox is closing", "account will be closed", "will expire",
	"adres vervalt", "mailadres vervalt", "adres komt te vervallen", "wird abgeschaltet",
	"adresse läuft aus", "adresse erlischt", "sera supprimée", "será eliminada",
	"verrà disattivat*", "será desativad*", "is being discontinued", "has been discontinued",
	"is being retired", "being switched off", "nedlægges", "legges ned", "stängs av",
	"i retired", "have now retired", "i am retired", "in rente", "in pension",
	"im verdienten ruhestand", "à la retraite", "me he jubilado", "me jubilé",
	"sono in pensione", "met pensioen", "gått i pension", "gått av med pensjon",
	"gået på pension", "na emeryturze", "на пенсии", "reformei-me", "aposent*", "eläkkeell*",
	"定年退職", "退休", "causó baja", "ha causado baja", "no pertenece ya", "ya no pertenece",
	"a cessé ses fonctions", "ha cessato", "cessou funções", "hat uns verlassen",
	"has moved to another", "no longer accepts mail", NULL};

/** Words of leaving and of change, which anybody may write. */
const char *const rebound_automatic_change[] = {
	/* en */
	"closed its doors", "ceased trading", "ceased operations", "wound up", "dissolved",
	"new adventure", "new adventures", "new chapter", "new challenge*", "have moved",
	"has moved", "last day", "final day", "has departed", "departed from", "parted ways",
	"no longer", "stepped down", "retire*", "changed jobs", "new job", "new role",
	"new position", "decommission*", "closing this", "phasing out", "new address*",
	"changed to", "new mail*", "new domain", "my new", "has died", "died on", "funeral",
	"sadly passed", "hung up", "acquired by", "merged with", "new owner*", "stepping down",
	"handed over", "contract end*",
	/* de */
	"verlassen", "ausgeschied*", "letzter arbeitstag", "letzten arbeitstag", "letzter tag",
	"neue herausforderung*", "neuen herausforderung*", "ruhestand", "verabschied*",
	"nicht mehr hier", "geschäftsaufgabe", "eingestellt", "stillgelegt", "abgeschaltet",
	"aufgegeben", "nicht mehr verwendet", "nicht mehr abgerufen", "verstorben", "neue adresse",
	"neuen adresse", "neue mail*", "neuen mail*", "lautet nun", "lautet jetzt", "lautet ab",
	"gewechselt", "insolven*", "erloschen", "übernommen von", "wurde übernommen",
	"neuer ansprechpartner", "neue ansprechpartnerin", "fusioniert", "vertrag * beendet",
	"neuer kontakt", "neue kontakt*",
	/* fr */
	"quitté*", "retraite", "cessé", "dernier jour", "nouvelles aventures", "nouveaux horizons",
	"nouveau poste", "plus parmi", "plus active", "plus actif", "plus consult*", "plus lu*",
	"plus valide", "plus utilis*", "désactiv*", "fermé définitivement", "supprimé*",
	"nouvelle adresse", "nouveau mail", "nouvel mail", "changé de", "décédé*",
	"désormais joignable", "repris par", "racheté", "nouvel interlocuteur",
	"nouvelle interlocutrice", "contrat * fin", "pris fin",
	/* es */
	"dejado", "dejó", "jubil*", "último día", "cesado", "nueva dirección", "nuevo correo",
	"nuevo mail", "nueva etapa", "nuevos retos", "cambiado de", "cambió de",
	"cerrado definitivamente", "finalizado mi", "finalizado su", "desvincul*", "ya no",
	"falleci*", "nuevo contacto", "ha finalizado",
	/* pt */
	"deixei", "deixou", "desliguei", "desligou", "desligad*", "novo endereço", "novo mail",
	"novo correio", "novos desafios", "novo desafio", "encerrou", "desativad*", "mudei de",
	"mudou de", "faleceu", "reformou-se", "terminou a", /* it */
	"lasciato", "lascia", "ultimo giorno", "nuova avventura", "nuove sfide", "nuova sfida",
	"cessat*", "cessa", "nuovo indirizzo", "nuova mail", "disattivat*", "dismess*",
	"cambiato indirizzo", "cambiato mail", "scomparso", "scomparsa", "deceduto", "acquisit*",
	"nuovo referente", "terminato il", /* nl */
	"vertrokken", "verlaten", "niet meer gelezen", "niet langer", "laatste werkdag",
	"laatste dag", "nieuwe uitdaging", "nieuwe baan", "opgeheven", "bedrijf gestopt",
	"gestopt met", "nieuw* adres", "nieuw* mail*", "overleden", "beëindigd", "beëindigen",
	"overgenomen", "aanspreekpunt", "gefuseerd",
	/* sv */
	"slutat", "slutade", "slutar", "sista dag", "inte längre", "används inte", "upphör",
	"upphört", "nya utmaningar", "ny adress*", "nya adress", "ny e-post*", "ny mejl*",
	"ny mail*", "bytt mejl*", "bytt e-post*", "bytt jobb", "avslutas", "avliden", "lämnat",
	"gått vidare", "utgår",
	/* da */
	"sluttet", "stoppede", "fratrådt", "fratrædt", "stoppet", "sidste dag", "sidste arbejdsdag",
	"nye udfordringer", "ikke længere", "nye adresse", "nedlægges", "nedlagt", "skiftet mail*",
	"skiftet job", "forladt", "bruges ikke", "udgår",
	/* no */
	"pensjon*", "siste dag", "siste arbeidsdag", "nye utfordringer", "ikke lenger",
	"byttet e-post", "byttet jobb", "legges ned", "nedlegges", "forlatt", "brukes ikke",
	"avvikles", "gått videre", "søke nye",
	/* fi */
	"ei enää", "eläk*", "jättänyt", "lopettanut", "lopetti", "viimeinen työpäivä", "siirtynyt",
	"uusi osoite", "uusi sähköposti*", "uuteen osoitteeseen", "poistuu", "päättynyt", "päättyi",
	"uusien haasteiden", "vaihtunut",
	/* pl */
	"zakończył*", "odszedł", "odeszła", "odeszłam", "odszedłem", "emerytur*", "rozstał*",
	"już nie", "nowy adres", "nowego adresu", "nowy mail", "likwid*", "ostatni dzień",
	"ostatnim dniem", "nie jest już", "zmarł*", "nie pracuje", "zmienił* adres*", "zmieniłem",
	"zmieniłam", "już u nas nie",
	/* cs */
	"ukončil*", "odešel", "odešla", "důchod*", "nový mail*", "nov* adres*", "zrušen*",
	"již ne*", "už ne*", "poslední den", "rozvázal*", "není používán*", "zemřel*", "nové výzvy",
	"nepracuje u", "změnil adres*", "změnila adres*", "změnili adres*",
	/* sk */
	"odišiel", "odišla", "dôchod*", "už nie", "viac nepracuj*",
	/* hu */
	"már nem", "távozott", "nyugdíj*", "megszűn*", "új mail*", "új cím*", "elhagyta",
	"utolsó munkanap*", "elhunyt", "megváltozott", /* ro */
	"nu mai", "părăsit", "pensi*", "adresă nouă", "noua adresă", "decedat", "schimbat adresa",
	/* tr */
	"ayrıld*", "ayrılmış*", "emekli*", "artık", "yeni adres*", "yeni e-posta*", "kapatıl*",
	"kapanmış*", "sona er*", "çalışmamakta*", "vefat", "adresim değişti*", "adresimiz değişti*",
	/* ru */
	"уволил*", "больше не", "покинул*", "на пенси*", "новый адрес", "новому адресу",
	"новая почта", "сменил*", "прекратил*", "прекращ*", "закрыл*", "ликвидир*", "скончал*",
	"адрес изменен", "ушел из", "ушла из", "не работа*", "не используется", "изменился адрес",
	"адрес изменил*", "изменили адрес",
	/* uk */
	"звільнив*", "звільнила*", "більше не", "нова адреса", "новий адрес", /* bg */
	"напусна*", "вече не", "нов адрес",
	/* el */
	"δεν εργάζ*", "αποχώρησ*", "συνταξ*", "νέα διεύθυνση", "δεν χρησιμοποι*",
	/* hr */
	"više ne", "otišao", "otišla", "umirov*", "napustio", "napustila", "nov naslov",
	/* id */
	"tidak lagi", "alamat baru",
	/* vi */
	"nghỉ việc", "không còn",
	/* ar */
	"لم يعد", "غادر", "تقاعد", "جديد*",
	/* he */
	"עזב*", "כבר לא", "פרש*", "כתובת חדשה",
	/* ja */
	"退職", "退社", "異動", "転職", "閉鎖", "廃止", "使われて", "定年", "逝去", "他界", "廃業",
	"閉店", "退任",
	/* zh */
	"离职", "離職", "离开", "離開", "退休", "不再", "停用", "更换", "新邮箱", "新郵箱",
	"更改为", "已调", "歇业", "注销", "去世", "已换", "换了", "弃用", "变更为", "更換",
	"更改為", "已調", "歇業", "注銷", "已換", "換了", "棄用", "變更為",
	/* ko */
	"퇴사", "퇴직", "이직", "더 이상", "변경되", "폐쇄", "은퇴", "그만두", "별세", "폐업",
	"새 주소", NULL};
