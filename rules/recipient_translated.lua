-- SPDX-License-Identifier: MIT
-- mailbox_unknown in other languages than English.

-- For each language: words for a recipient, and what says behind them that it is not there; where
-- that may stand first, how it says so, and the words for a recipient that follow.
local languages = {
	-- fr
	{
		{ "utilisateur", "destinataire", "adresse", "compte", "boîte", "messagerie" },
		{
			"inconnu*", "inexistant*", "n'existe pas", "n'existe plus",
			"introuvable", "n'a pas été trouvé*", "n'a pas pu être trouvé*",
		},
		{ "impossible de trouver", "n'a pas trouvé" },
		{ "l'adresse", "le compte", "le destinataire", "l'utilisateur", "la boîte" },
	},
	-- de
	{
		{
			"benutzer", "nutzer", "empfänger", "postfach", "mailbox", "konto",
			"adresse", "e-mail-adresse", "empfängeradresse", "teilnehmer",
		},
		{
			"unbekannt", "existiert nicht", "existiert * nicht", "nicht gefunden",
			"nicht ermittelt", "gibt es nicht", "nicht vorhanden",
		},
	},
	-- es
	{
		{ "usuario", "destinatario", "cuenta", "buzón", "casilla", "dirección" },
		{
			"desconocid*", "inexistente", "no existe", "no encontrad*",
			"no se encontró", "no se ha encontrado", "no ha sido encontrad*",
			"no fue encontrad*", "no registrad*",
		},
		{
			"no se encontró", "no se ha encontrado", "no se ha podido encontrar",
			"no se pudo encontrar", "no se puede encontrar", "no existe",
			"no hay ningún", "no hay ninguna",
		},
		{ "usuario", "destinatario", "cuenta", "buzón", "casilla", "la dirección" },
	},
	-- pt
	{
		{ "usuário", "utilizador", "destinatário", "conta", "caixa", "endereço" },
		{
			"desconhecid*", "não existe", "não encontrad*", "não foi encontrad*",
			"não pôde ser encontrad*", "não foi localizad*", "não cadastrad*",
			"não está cadastrad*", "não está listad*", "não registad*",
			"não registrad*",
		},
		{
			"não foi possível encontrar", "não foi possível localizar",
			"não encontramos", "não existe",
		},
		{ "usuário", "utilizador", "destinatário", "conta", "caixa", "o endereço" },
	},
	-- it
	{
		{ "utente", "destinatario", "account", "casella", "indirizzo" },
		{
			"sconosciut*", "inesistente", "non esiste", "non trovat*",
			"non è stat* trovat*", "non registrat*",
		},
		{ "impossibile trovare", "non è stato possibile trovare" },
		{ "utente", "destinatario", "casella", "l'indirizzo" },
	},
	-- nl
	{
		{
			"gebruiker", "ontvanger", "geadresseerde", "mailbox", "postvak",
			"postbus", "adres", "e-mailadres", "account",
		},
		{
			"onbekend", "bestaat niet", "niet gevonden", "niet bekend",
			"niet kan worden gevonden", "kan niet worden gevonden",
		},
	},
	-- pl
	{
		{ "użytkownik", "odbiorca", "adresat", "adres", "skrzynka", "konto" },
		{
			"nie istnieje", "nieznan*", "nieprawidłowy", "nie został* znalezion*",
			"nie został* odnalezion*", "nie jest znan*",
		},
		{
			"nie znaleziono", "nie odnaleziono", "nie można znaleźć",
			"nie można odnaleźć", "nie udało się znaleźć", "nie ma takiego",
			"nie ma takiej",
		},
		{ "użytkownika", "odbiorcy", "adresata", "adresu", "skrzynki", "konta" },
	},
	-- ru
	{
		{
			"пользователь", "получатель", "адресат", "адрес", "ящик", "аккаунт",
			"учетная запись",
		},
		{
			"не найден*", "не существует", "неизвест*", "не обнаружен*",
			"не зарегистрирован*",
		},
		{ "не найден*", "не удалось найти" },
		{ "пользователь", "получатель", "адресат", "адрес", "ящик" },
	},
	-- uk
	{
		{
			"користувач", "користувача", "одержувач", "одержувача", "отримувач",
			"отримувача", "адреса", "адресу", "адреси", "скринька", "скриньки",
			"скриньку",
		},
		{ "не існує", "не знайден*", "невідом*" },
		{ "не знайдено" },
		{
			"користувача", "користувач", "одержувача", "одержувач", "отримувача",
			"отримувач", "адресу", "скриньку",
		},
	},
	-- cs, sk
	{
		{
			"uživatel", "adresát", "příjemce", "schránka", "adresa", "účet",
			"používateľ", "príjemca", "konto",
		},
		{
			"neexistuje", "nenalezen*", "nebyl* nalezen*", "nebol* nájden*",
			"neznám*", "sa nenašla",
		},
	},
	-- sv
	{
		{
			"användare", "användaren", "mottagare", "mottagaren", "adress",
			"adressen", "e-postadress", "e-postadressen", "brevlådan", "postlådan",
			"konto", "kontot", "e-postkontot",
		},
		{ "finns inte", "hittades inte", "inte hittas", "okänd*" },
		{ "hitta" },
		{ "användare", "mottagare", "adress", "e-postadress" },
	},
	-- da, no
	{
		{
			"bruger", "brugeren", "bruker", "brukeren", "modtager", "modtageren",
			"mottaker", "mottakeren", "adresse", "adressen", "mailadresse",
			"e-mailadresse", "e-mailadressen", "e-postadresse", "e-postadressen",
			"postkassen", "postboksen", "kontoen", "e-mailkontoen",
			"e-postkontoen",
		},
		{
			"findes ikke", "finnes ikke", "ikke fundet", "ikke funnet",
			"eksisterer ikke", "kendes ikke", "ukendt", "ukjent",
		},
		{ "finner ikke", "finder ikke" },
		{
			"bruger", "bruker", "modtager", "mottaker", "adresse", "e-postadresse",
			"mailadresse", "e-mailadresse",
		},
	},
	-- fi
	{
		{
			"käyttäjää", "vastaanottajaa", "osoitetta", "sähköpostiosoitetta",
			"postilaatikkoa", "tiliä",
		},
		{ "ei löydy", "ei löytynyt", "ei ole olemassa", "ei voitu löytää" },
	},
	-- hu
	{
		{ "címzett", "felhasználó", "postafiók", "fiók", "cím" },
		{ "nem létezik", "nem található", "ismeretlen" },
	},
	-- ro
	{
		{
			"utilizatorul", "utilizator", "destinatarul", "destinatar", "adresa",
			"contul", "căsuța", "cutia",
		},
		{ "nu există", "nu a fost găsit*", "necunoscut*", "inexistent*" },
		{ "nu s-a găsit", "nu am găsit" },
		{ "utilizatorul", "destinatarul", "adresa" },
	},
	-- el
	{
		{ "χρήστης", "παραλήπτης", "διεύθυνση", "λογαριασμός", "γραμματοκιβώτιο" },
		{ "δεν υπάρχει", "δεν βρέθηκε" },
		{ "δεν βρέθηκε", "δεν ήταν δυνατός ο εντοπισμός" },
		{ "χρήστης", "παραλήπτης", "η διεύθυνση", "της διεύθυνσης" },
	},
	-- vi, id
	{
		{
			"người dùng", "người nhận", "hộp thư", "địa chỉ", "pengguna",
			"penerima", "alamat", "akun",
		},
		{ "không tồn tại", "tidak ditemukan", "tidak dikenal" },
		{ "không tìm thấy" },
		{ "người dùng", "người nhận", "hộp thư", "địa chỉ" },
	},
	-- ar, he
	{
		{ "العنوان", "المستخدم", "المستلم", "הכתובת", "המשתמש", "הנמען" },
		{ "غير موجود", "לא נמצא*", "לא קיי*" },
		{ "لم يتم العثور على" },
		{ "العنوان", "المستخدم", "المستلم" },
	},
}

-- The same where no space stands between words: the particles are in the middle.
local joined = {
	-- tr
	{
		{ "kullanıcı", "alıcı", "adres", "adresi", "posta kutusu", "hesap", "hesabı" },
		{ " " },
		{ "bulunamad*", "mevcut değil*", "bilinmiyor*" },
	},
	-- ja
	{
		{ "ユーザー", "ユーザ", "宛先", "あて先", "受信者", "アドレス", "アカウント", "メールボックス" },
		{ "が", "は" },
		{ "見つかりません*", "見つからな*", "存在しません*", "存在しない*", "存在いたしません*", "登録されてい*" },
	},
	-- zh
	{
		{ "用户", "用户名", "收件人", "收件人地址", "邮箱", "邮箱地址", "邮件地址", "地址", "账号", "帐号", "账户", "帐户", "使用者", "收件者", "信箱", "帳號" },
		{ "" },
		{ "不存在*", "未找到*", "无效*" },
	},
	{
		{ "找不到", "未找到", "没有找到", "不存在", "查无", "查無" },
		{ "", "此", "该", "這個", "这个", "指定的" },
		{ "用户*", "收件人*", "邮箱*", "地址*", "账号*", "帐号*", "账户*", "帐户*", "使用者*", "收件者*", "信箱*", "帳號*" },
	},
	-- ko
	{
		{ "사용자", "주소", "계정", "아이디", "수신자", "받는 사람", "받는사람", "메일함", "사서함" },
		{ "를 ", "을 ", "가 ", "이 " },
		{ "찾을 수 없*", "존재하지*" },
	},
}

-- Nouns that are missing too, or unknown, beside a recipient that is there.
local another = {
	"ip", "ip-*", "dns", "rdns", "ptr", "spf", "dkim", "dmarc", "helo", "sender",
	"mail from",
	-- an error or a reason that is unknown
	"erreur inconnue", "raison inconnue", "unbekannter fehler", "fehler unbekannt",
	"grund unbekannt", "unbekannte ursache", "ursache unbekannt", "error desconocido",
	"motivo desconocido", "erro desconhecido", "motivo desconhecido", "errore sconosciuto",
	"motivo sconosciuto", "onbekende fout", "fout onbekend", "nieznany błąd",
	"błąd nieznany", "неизвестн* ошибк*", "ошибка неизвестн*", "невідома помилка",
	"neznámá chyba", "neznáma chyba", "okänt fel", "ukendt fejl", "ukjent feil",
	"tuntematon virhe", "ismeretlen hiba", "eroare necunoscută", "bilinmeyen hata",
	-- no space, no permission
	"espace", "speicherplatz", "platz", "espacio", "espaço", "spazio", "ruimte", "miejsca",
	"места", "місця", "místo", "miesto", "utrymme", "plads", "plass", "spațiu", "χώρος",
	"ruang", "空き", "공간",
	-- the domain or the server of the address
	"domaine * n'existe pas", "domäne * nicht", "domain * nicht", "dominio * no existe",
	"domínio * não existe", "dominio * non esiste", "domein * bestaat niet",
	"domena * nie istnieje", "домен * не существует", "ドメインが存在しません", "ドメインは存在しません",
	"域名不存在", "网域不存在", "adresse du serveur", "adresse des servers",
	"dirección del servidor", "endereço do servidor", "indirizzo del server",
	"адрес сервера", "обратн*", "serveur du", "serveur de l'*", "server der", "server des",
	"server für", "mailserver* der", "mailserver* des", "server van", "mailserver* van",
	"server del", "server dell'*", "servidor del", "servidor do", "servidor de destino",
	"сервер получател*", "сервер адресат*", "的服务器",
	-- what else may be missing: a file, a certificate, a key, a record, a queue
	"fichier*", "certificat*", "clé", "enregistrement*", "datei*", "warteschlange*",
	"zertifikat*", "kennwort", "passwort", "schlüssel*", "grund nicht", "kein freier speicher",
	"archivo*", "fichero*", "certificado*", "clave", "motivo no", "lista de permitid*",
	"lista blanca", "arquivo*", "ficheiro*", "chave", "lista branca", "file", "certificato",
	"chiave", "bestand*", "certificaat", "sleutel", "wachtrij", "plik*", "certyfikat*", "klucz*",
	"kolejk*", "файл*", "очеред*", "сертификат*", "ключ*", "черг*", "lösenord*", "nyckel*",
	"certifikat*", "filen", "nøgle*", "nøkkel*", "adgangskode*", "soubor*", "klíč*", "súbor*",
	"fájl*", "szerver címe", "kiszolgáló címe", "kulcs*", "tanúsítvány*", "fișier*",
	"sunucusu*", "dosya*", "sertifika*", "αρχείο*", "πιστοποιητικό*", "ファイル", "証明書", "文件",
	"证书", "파일", "인증서", "liste blanche",
	-- the one who reads the answer
	"あなたのアドレス", "あなたのメールアドレス", "votre adresse", "ihre adresse", "su dirección",
	"seu endereço", "ваш адрес", "您的地址",
}

-- What could be meant where the recipient stands last: "not found: the server of the address".
local servers = {
	"serveur*", "hôte*", "server*", "servidor*", "serwer*", "сервер*", "palvelin*",
	"διακομιστής", "máy chủ", "domain*", "domaine*", "domäne*", "dominio*", "domínio*",
	"domein*", "domen*", "домен*", "domän*", "domæne*", "τομέα*", "miền",
}

local behind, before, seen = {}, {}, {}

local function pair(words, between, others, phrases)
	for i = 1, #words do
		for k = 1, #others do
			local phrase = words[i]:gsub("%*$", "") .. between .. others[k]
			if not seen[phrase] then
				phrases[#phrases + 1] = phrase
				seen[phrase] = true
			end
		end
	end
end

for i = 1, #languages do
	local nouns, missing, first, last = table.unpack(languages[i])
	pair(nouns, " * ", missing, behind)
	if first then
		pair(first, " ", last, behind)
		pair(first, "* ", last, before)
	end
end

for i = 1, #joined do
	local nouns, particles, missing = table.unpack(joined[i])
	for k = 1, #particles do
		pair(nouns, particles[k], missing, behind)
	end
end

rule "mailbox_unknown_translated" {
	says   = {
		"niemand zu erreichen", "encontrar o endereço", "localizar o endereço",
		"odnaleźć * adresu", "找不到您输入的电子邮件", "找不到您輸入的電子郵件",
		-- fr
		"destinataire * invalide", "adresse * incorrecte", "personne inconnue",
		"aucun destinataire", "pas d'utilisateur", "n'existe pas",
		"adresse d au moins un destinataire invalide",
		"adresse d'au moins un destinataire invalide", "personne de ce nom",
		-- de
		"unbekannter benutzer", "unbekannter nutzer", "unbekannte empfänger*",
		"unbekanntes postfach", "unbekanntes konto", "konnte nicht gefunden werden",
		"unbekannter empfänger", "empfänger* ungültig", "ungültiger empfänger",
		"ungültige empfänger*", "empfängeradresse * nicht", "kein postfach",
		"unbekannte adresse", "unbekannte e-mail*", "adresse ungültig",
		"ungültige adresse", "ungültige e-mail*", "kein solcher benutzer",
		"kein solcher empfänger", "keinen solchen", "kein benutzer", "kein account",
		"gibt es nicht", "gibt es hier nicht", "nicht bekannt",
		"benutzer nicht registriert", "adresse nicht registriert",
		-- es
		"usuario no valido", "no es un usuario", "no es una dirección válida",
		"usuario inválido", "destinatario no válido", "destinatario inválido",
		"no se ha encontrado * dirección", "no se pudo encontrar",
		"correo * no existe",
		-- pt
		"utilizador inexistente", "caixa postal inexistente", "caixa * inexistente",
		"endereço * inexistente", "conta * inexistente", "não é um usuário",
		"endereço inválido",
		-- it
		"nessun utente", "utente non valido", "destinatario non valido",
		"indirizzo non valido", "nessuno ha quel nome",
		-- nl
		"onbekende gebruiker", "geen dergelijke gebruiker",
		"bestaat niet op deze server", "onbekende ontvanger",
		"onbekende geadresseerde", "onbekend adres", "onbekend e-mailadres",
		"ongeldige ontvanger", "ongeldig e-mailadres", "ongeldig adres",
		"geen gebruiker",
		-- pl
		"nieznany użytkownik", "nie znaleziono takiego", "brak takiego odbiorcy",
		"brak takiego użytkownika", "brak uzytkownika", "nieznany odbiorca",
		"nieznany adresat", "nieznany adres", "nieprawidłowy adres",
		"nieprawidłowy odbiorca", "brak takiej skrzynki", "brak skrzynki",
		"brak takiego konta", "brak takiego adresu", "nieistniejący", "nieistniejąc*",
		-- ru
		"пользователя не существует", "не зарегистрирован", "нет такой учетной записи",
		"нет такого аккаунта", "нет такого пользователя", "такого пользователя нет",
		"неизвестный пользователь", "неизвестный получатель", "неизвестный адрес",
		"нет такого получателя", "нет такого адреса", "нет такого ящика",
		"ящика не существует", "такого ящика", "адреса не существует", "несуществующ*",
		"неверный адрес", "неверный получатель",
		-- ja
		"ユーザー不明", "ユーザ不明", "不明なユーザ", "宛先不明", "あて先不明", "宛先のユーザ", "宛先アドレス", "宛先メールアドレス",
		"受信者不明", "アドレスが間違", "メールアドレスが正しく", "該当するユーザ", "該当のアドレス", "該当するアドレス",
		"存在しないアドレス", "存在しないユーザ", "存在しないメール", "無効な受信者", "無効な宛先", "無効なアドレス",
		-- zh
		"用户*不存在", "收件人*不存在", "邮箱*不存在", "地址*不存在", "找不到该", "无法找到", "找不到*这个地址", "没有该用户", "没有此邮箱",
		"无效用户", "无此用户", "没有此用户", "没有这个用户", "未知用户", "用户未知", "无效的收件人", "收件人错误", "无效收件人",
		"未知收件人", "无此邮箱", "无效的地址", "无效地址", "無此使用者", "沒有此使用者", "無此信箱", "無此帳號", "查無此",
		"查无此",
		"finner ikke e-postadressen", "потребителят не съществува",
		"корисник не постоји", "ไม่พบผู้ใช้", "usuari desconegut",
		-- ko
		"존재하지 않는 사용자", "존재하지 않는 메일", "존재하지 않는 계정", "존재하지 않는 이메일", "존재하지 않는 주소",
		"존재하지 않는 아이디", "없는 사용자", "없는 메일", "없는 주소", "없는 계정", "없는 아이디", "받는 사람이 없",
		"잘못된 메일 주소", "잘못된 수신자", "등록되지 않은", "존재하지 않는 수신자",
		-- cs, sk
		"neexistující uživatel", "neznámý uživatel", "neznámý adresát",
		"neznámý příjemce", "neznámy používateľ", "neznámy príjemca",
		-- sv, da, no
		"okänd användare", "okänd mottagare", "ukendt bruger", "ukendt modtager",
		"ukjent bruker", "ukjent mottaker",
		-- fi, hu, ro
		"käyttäjää ei ole", "tuntematon käyttäjä", "tuntematon vastaanottaja",
		"osoitetta ei ole", "ismeretlen címzett", "ismeretlen felhasználó",
		"nincs ilyen felhasználó", "nincs ilyen postafiók", "postilaatikkoa ei ole",
		-- tr, el, uk
		"böyle bir kullanıcı yok", "geçersiz alıcı", "bilinmeyen kullanıcı",
		"άγνωστος χρήστης", "άγνωστος παραλήπτης", "невідомий користувач",
		"невідомий отримувач", "kullanıcı yok", "bilinmeyen alıcı",
		"böyle bir kullanıcı", "alıcı yok", "невідомий одержувач",
		table.unpack(behind),
	},
	unless = { { says = sender_words }, { says = another }, { about = "sender absent" } },
	reason = "mailbox_unknown",
	yes    = {
		"550 5.1.1 Der Empfänger ann@example.org ist hier unbekannt",
		"550 El buzón ann@example.org no existe",
		"550 пользователь ann не найден",
		"550 5.1.1 收件人不存在",
		"550 존재하지 않는 사용자입니다",
		"550 Adresat ann@example.org neexistuje",
		"550 Brugeren findes ikke",
		"550 A cimzett nem letezik",
	},
	no     = {
		"550 Der Absender ist unbekannt", "550 Das Postfach ist voll",
		"550 Adresa odesílatele neexistuje", "550 존재하지 않는 발신자 주소",
		"550 Die IP-Adresse 192.0.2.1 wurde nicht gefunden", "550 Postfach: Fehler unbekannt",
	},
}

rule "mailbox_not_found_translated" {
	says   = before,
	unless = {
		{ says = sender_words }, { says = another }, { says = servers }, { about = "sender absent" },
	},
	reason = "mailbox_unknown",
	yes    = {
		"550 Nie znaleziono podanego adresu e-mail",
		"550 No se ha podido encontrar en la lista la dirección",
	},
	no     = { "550 Impossible de trouver le serveur pour l'adresse ann@example.org" },
}

rule "mailbox_unknown_in_clause" {
	doc     = "The same where the order of words is that of a clause, as behind \"weil\" or "
		.. "\"fordi\": the verb is the last word.",
	matches = {
		[[\b(?:empf(?:ä|ae)nger(?:adresse)?|postfach|mailbox|benutzer(?:konto)?|nutzer|]]
			.. [[(?:e-?)?(?:mail)?-?adresse|konto|account|teilnehmer)\b(?:[^.;!]|\.\w){0,60}?\bnicht ]]
			.. [[\(?(?:mehr\)? )?(?:existier(?:t|en)|vorhanden (?:ist|sind)|gibt|besteht)\b]],
		[[\b(?:ontvanger|postvak|postbus|mailbox|gebruiker|(?:e-?)?(?:mail)?adres|account)\b]]
			.. [[(?:[^.;!]|\.\w){0,60}?\bniet (?:meer )?bestaa[tn]\b]],
		[[\b(?:mottagaren|(?:e-?post)?-?adressen|användaren|kontot|brevlådan)\b]]
			.. [[(?:[^.;!]|\.\w){0,60}?\binte (?:längre )?(?:finns|existerar)\b]],
		[[\b(?:modtageren|mottakeren|(?:e-?)?(?:mail|post)?-?adressen|brugeren|brukeren|]]
			.. [[kontoen|postkassen|postboksen)\b(?:[^.;!]|\.\w){0,60}?\bikke ]]
			.. [[(?:længere |lenger )?(?:findes|finnes|eksisterer)\b]],
	},
	unless  = {
		{ says = sender_words },
		{ says = { "sender", "mail from", "domäne", "domain*", "domein", "domän*", "domæne*", "domene*" } },
	},
	reason  = "mailbox_unknown",
	yes     = {
		"550 weil es den Empfänger nicht (mehr) gibt",
		"550 da die Adresse ann@example.org bei uns nicht existiert",
		"550 omdat de ontvanger niet meer bestaat",
		"550 eftersom mottagaren inte finns",
		"550 fordi modtageren ikke findes",
		"550 fordi e-postadressen ikke lenger finnes",
	},
	no      = {
		"550 weil die Adresse des Absenders nicht existiert",
		"550 weil die Domain der Adresse nicht existiert",
		"550 omdat de afzender niet bestaat",
	},
}
