-- SPDX-License-Identifier: MIT
-- The same reasons in Korean, Czech and Slovak, Swedish, Danish and Norwegian, Finnish, Hungarian,
-- Romanian, Turkish, Greek and Ukrainian. As in the order of all texts, what is said of us and of
-- the message comes before what is said of the recipient.

rule "sender_rejected_more" {
	doc    = "A word for the sender, and nobody else, with one of refusal.",
	says   = {
		"보낸 사람 * 거부", "발신자 * 거부", "발신자 * 존재하지", "발신자 * 유효하지", "발신 도메인",
		"odesílatel * odmítnut", "odesílatel * neexistuje", "adresa odesílatele",
		"doména odesílatele", "avsändaren * finns inte", "avsändaradress*", "afsenderadresse*",
		"afsenderen * findes ikke", "avsenderadresse*", "avsenderen * finnes ikke",
		"lähettäjän osoite*", "feladó * nem létezik", "a feladó címe", "adresa expeditorului",
		"expeditor necunoscut", "gönderen adres*", "gönderici adres*",
		"διεύθυνση αποστολέα", "адреса відправника", "відправник * не існує",
	},
	reason = "sender_rejected",
	yes    = { "550 Adresa odesílatele neexistuje" },
	no     = { "550 Adresa příjemce neexistuje" },
}

rule "spam_content_more" {
	says   = {
		"스팸으로", "스팸 메일", "스팸메일", "스팸성", "považován * za spam", "jako spam", "ako spam",
		"spamová zpráva", "skräppost*", "som spam", "søppelpost*", "som uønsket",
		"roskaposti*", "kéretlen*", "nevyžádan*", "nevyžiadan*", "als werbung", "werbung erkannt", "ongewenst", "istenmeyen posta", "istenmeyen ileti", "levélszemét*", "rämpspost*", "surogātpast*", "neželena pošta", "neželjena pošta", "spamnek", "spamként", "ca spam",
		"mesaj nesolicitat", "spam olarak", "istenmeyen e-posta", "ως spam", "ανεπιθύμητ*",
		"як спам", "небажан*", "thư rác", "สแปม", "דואר זבל", "بريد مزعج",
	},
	unless = { says = { "ip", "blacklist*", "서버" } },
	reason = "spam_content",
	yes    = { "550 스팸으로 분류되었습니다", "554 Meddelandet klassades som skräppost" },
	no     = { "550 받는 사람이 없습니다" },
}

rule "reputation_block_more" {
	says   = {
		"ip가 차단", "ip 차단", "ip 주소가 차단", "ip주소가 차단", "발신 서버가 차단", "차단된 ip",
		"블랙리스트", "수신차단 ip", "스팸 발송", "černé listině", "černé listiny", "zablokovaná ip",
		"ip adresa * blokována", "ip adresa * zablokována", "čiernej listine", "svartlista*",
		"svartelist*", "sortliste*", "ip-adressen är spärrad", "estolistalla", "mustalla listalla",
		"feketelist*", "tiltólist*", "listă neagră", "kara liste*",
		"ip adresi * engellen*", "μαύρη λίστα", "чорному списку", "чорний список",
	},
	reason = "reputation_block",
	yes    = { "554 발신 IP가 차단되었습니다", "554 Din server är svartlistad" },
	no     = { "550 받는 사람이 차단되었습니다" },
}

rule "rate_limited_more" {
	says   = {
		"너무 많은 메일", "너무 많은 연결", "발송 한도", "발송량 초과", "동시 접속", "접속 제한",
		"příliš mnoho spojení", "příliš mnoho zpráv", "příliš mnoho současných",
		"för många anslutningar", "för många meddelanden", "for mange forbindelser",
		"for mange tilkoblinger", "for mange meldinger", "for mange beskeder",
		"liian monta yhteyttä", "liian monta viestiä", "túl sok kapcsolat", "túl sok üzenet",
		"prea multe conexiuni", "prea multe mesaje", "çok fazla bağlantı", "çok fazla ileti",
		"πάρα πολλές συνδέσεις", "забагато з'єднань", "забагато листів",
	},
	reason = "rate_limited",
	yes    = { "421 Příliš mnoho spojení z 192.0.2.1" },
	no     = { "552 Příliš velká zpráva" },
}

rule "message_too_big_more" {
	says   = {
		"메일 크기", "메시지 크기", "첨부파일 크기", "zpráva je příliš velká", "příliš velká zpráva",
		"velikost zprávy", "správa je príliš veľká", "meddelandet är för stort",
		"meddelandets storlek", "beskeden er for stor", "meldingen er for stor",
		"viesti on liian suuri", "az üzenet túl nagy", "mesajul este prea mare",
		"ileti çok büyük", "mesaj çok büyük", "μήνυμα είναι πολύ μεγάλο", "лист завеликий", "съобщението е твърде голямо", "poruka je prevelika", "sporočilo je preveliko", "thư quá lớn",
		"розмір листа", "розмір повідомлення",
	},
	reason = "message_too_big",
	yes    = { "552 Zpráva je příliš velká" },
	no     = { "552 Schránka je plná" },
}

rule "mailbox_full_more" {
	says   = {
		"postlåda * full", "postboks * full", "postaládája megtelt",
		"메일함 용량", "메일함이 가득", "메일박스 용량", "메일박스가 가득", "용량이 초과", "용량 초과",
		"용량이 부족", "편지함 용량", "저장 공간", "받은편지함이 가득", "schránka * plná",
		"schránka je plná", "schránky * překročena", "překročena kvóta",
		"překročil kvótu", "brevlåda * full", "brevlådan är full",
		"postlådan är full", "inkorgen är full", "postkasse * fuld", "postkassen er fuld",
		"indbakken er fuld", "postkassen er full", "postboksen er full", "innboksen er full",
		"postilaatikko on täynnä", "postilaatikko täynnä", "a postafiók megtelt",
		"postafiók * megtelt", "postafiókja megtelt", "căsuța * plină", "cutia poștală * plină",
		"posta kutusu * dolu", "kota aşıldı", "kotası dolu",
		"γραμματοκιβώτιο * πλήρες", "γραμματοκιβώτιο είναι γεμάτο",
		"скринька * переповнена", "скринька заповнена", "перевищено квоту",
		"кутия * пълна", "кутия * препълнена", "sandučić * pun", "sanduče * puno",
		"nabiralnik * poln", "postkast * täis", "pastkast* * pilna", "dėžutė * perpildyta",
		"dėžutė * pilna", "hộp thư * đầy", "kotak surat * penuh", "bústia * plena",
		"תיבת הדואר * מלאה", "התיבה מלאה", "صندوق * ممتلئ", "กล่องจดหมาย * เต็ม", "กล่องจดหมายเต็ม",
		"กล่องจดหมายของผู้รับเต็ม",
	},
	reason = "mailbox_full",
	yes    = { "552 Пощенската кутия на получателя е пълна", "552 메일함 용량이 초과되었습니다", "552 Schránka příjemce je plná" },
	no     = { "550 메일함이 없습니다" },
}

rule "mailbox_disabled_more" {
	says   = {
		"휴면 계정", "휴면계정", "휴면 상태", "사용이 중지", "사용 중지", "사용중지", "이용이 정지",
		"이용 정지", "이용정지", "계정이 정지", "해지된", "탈퇴한", "비활성화", "účet * zablokován",
		"účet * zrušen", "schránka * zrušena", "schránka * zablokována", "účet je neaktivní",
		"účet * deaktivován", "kontot är avstängt", "kontot * spärrat", "kontot är inaktivt",
		"kontoen er spærret", "kontoen er lukket", "kontoen er deaktivert", "kontoen er sperret",
		"tili on suljettu", "tili on poistettu käytöstä", "a fiók * letiltva", "fiók inaktív",
		"adressen er lagt ned", "adressen er nedlagt", "adressen är nedlagd", "kontoen er lagt ned",
		"contul * dezactivat", "contul * suspendat", "hesap * devre dışı", "hesap askıya",
		"hesap * kapatılmış", "λογαριασμός * απενεργοποι*", "λογαριασμός * ανενεργός",
		"акаунт * заблоковано", "скринька * заблокована", "скриньку * заблоковано",
		"обліковий запис * заблоковано", "акаунтът е деактивиран", "акаунт * спрян", "кутия * закрита",
		"račun * onemogućen", "račun * deaktiviran", "račun * suspendiran", "tài khoản * khóa",
		"fiók * felfüggeszt*", "החשבון מושבת", "החשבון הושבת", "חשבון * מושבת", "الحساب معطل",
	},
	unless = { { says = sender_words }, { says = "sender" }, { about = "sender" } },
	reason = "mailbox_disabled",
	yes    = { "550 휴면 계정입니다", "550 Kontot är avstängt" },
	no     = { "550 발신자 계정이 정지되었습니다" },
}

rule "mailbox_moved_more" {
	doc    = "The address is another one now, or one took its place, in the languages of this file and in others.",
	says   = {
		"새 주소", "주소가 변경", "nová adresa", "nové adrese", "novou adresu", "nahrazena *@*", "nahrazen *@*", "ny adress", "nya adressen",
		"ersatts av *@*", "ersattes av *@*", "har flyttat till *@*", "ny adresse", "nye adresse", "nye adressen", "erstattet af *@*",
		"erstattet av *@*", "flyttet til *@*", "uusi osoite", "uuteen osoitteeseen", "korvattu *@*", "új cím*", "noua adresă", "adresă nouă",
		"înlocuită *@*", "yeni adres*", "adres* taşındı", "adresi değişti", "νέα διεύθυνση", "нова адреса",
		-- what took its place
		"ersetzt durch *@*", "durch *@* ersetzt", "remplacé par *@*", "remplacée par *@*", "reemplazada por *@*", "reemplazado por *@*",
		"sustituida por *@*", "sustituido por *@*", "substituído por *@*", "substituída por *@*", "sostituito da *@*", "sostituita da *@*",
		"vervangen door *@*", "zastąpiony przez *@*", "zastąpiona przez *@*", "zastąpiono *@*", "заменен на *@*",
	},
	unless = {
		{ says = sender_words },
		{ says = { "sender", "relay*", "policy", "spam" } },
		{ about = { "sender", "sender absent", "later" } },
	},
	reason = "mailbox_moved",
	yes    = {
		"550 Bu adres taşındı, yeni adres: ann.yeni@example.net",
		"550 Adressen har ersatts av ann.ny@example.net",
		"550 Die Adresse wurde durch ann.neu@example.net ersetzt",
	},
	no     = { "550 Ny adressbok", "550 Die Datei wurde durch einen Hinweis ersetzt" },
}

rule "mailbox_unknown_more" {
	says   = {
		"kasutajat ei ole olemas", "kasutajat ei leitud", "saajat ei leitud", "postkasti ei ole olemas",
		"lietotājs neeksistē", "lietotājs nav atrasts", "adresāts nav atrasts", "pastkaste neeksistē",
		"vartotojas neegzistuoja", "vartotojas nerastas", "gavėjas nerastas", "dėžutė neegzistuoja",
		"адресат не е намерен", "адресатът не е намерен", "получателят не е намерен",
		"потребителят не е намерен", "няма такъв потребител", "няма такъв адрес",
	},
	unless = { { says = sender_words }, { says = "sender" }, { about = "sender" } },
	reason = "mailbox_unknown",
	yes    = { "550 Kasutajat ei leitud", "550 Адресатът не е намерен" },
	no     = { "550 Изпращачът не е намерен" },
}

rule "domain_unknown_more" {
	says   = {
		"도메인이 존재하지", "도메인을 찾을 수 없", "존재하지 않는 도메인",
		"doména * neexistuje", "doména nebyla nalezena", "domänen finns inte", "domænet findes ikke",
		"domenet finnes ikke", "verkkotunnusta ei löydy", "toimialuetta ei löydy",
		"a tartomány nem létezik", "a domain nem létezik", "domeniul nu există",
		"alan adı bulunamadı", "домен не існує", "домену не існує",
		"домейнът не съществува", "няма такъв домейн", "tên miền không tồn tại",
	},
	unless = { { says = sender_words }, { says = "sender" } },
	reason = "domain_unknown",
	yes    = { "550 Doména neexistuje" },
	no     = { "550 Doména odesílatele neexistuje" },
}

rule "later_more" {
	says       = {
		"일시적", "잠시 후", "나중에 다시", "dočasně", "zkuste to později", "skúste neskôr",
		"tillfälligt", "försök igen senare", "midlertidig*", "prøv igen senere",
		"prøv igjen senere", "tilapäi*", "yritä myöhemmin", "átmeneti*", "ideiglenes*",
		"próbálja később", "temporar indisponibil", "încercați mai târziu", "geçici olarak",
		"daha sonra tekrar", "προσωρινά", "προσωρινή", "тимчасово", "спробуйте пізніше",
	},
	unless     = { { status = { "x.1.1", "5.2.1", "x.2.2", "x.4.*", "5.7.*" } }, { about = "limit", reply = "4xx" } },
	reason     = "system_error",
	confidence = 0.7,
	yes        = { "451 일시적인 오류입니다" },
	no         = { "550 5.1.1 일시적" },
}

rule "refused_more" {
	says       = {
		"거부", "차단", "odmítnut*", "odmietnut*", "avvisat*", "avvist", "afvist", "hylätty",
		"elutasít*", "respins", "reddedildi", "απορρίφθηκε", "відхилено",
	},
	unless     = { status = { "x.1.*", "x.2.*", "x.3.*", "x.4.*", "x.5.*", "x.6.*" } },
	reason     = "policy_rejected",
	confidence = 0.6,
	yes        = { "554 메일 수신이 거부되었습니다" },
	no         = { "550 5.1.1 거부" },
}
