-- SPDX-License-Identifier: MIT
-- sender_words of rule files: what the one who sends is called in other languages than English. A
-- card that blames a recipient must not hold where the text speaks of the sender, whatever language
-- the rest is in, so that there is one list for all of them.

return {
	-- de, nl
	"absender*", "afzender*", "verzender*",
	-- fr, es, ca, pt, it, ro
	"expéditeur*", "expéditrice", "émetteur*", "remitente*", "remitent", "remetente*", "mittent*", "expeditor*",
	-- sv, da, no; with and without the marks of letters
	"avsändar*", "avsandar*", "afsender*", "avsender*",
	-- fi, et, hu, lt, lv
	"lähettäj*", "lahettaj*", "saatja*", "feladó*", "küldő", "küldője*", "küldőt", "küldőnek", "küldőtől", "kuldo", "kuldoje*", "siuntėj*", "sūtītāj*",
	-- pl, cs, sk, sl, hr, sr
	"nadawc*", "odesílatel*", "odosielateľ*", "pošiljatelj*", "pošiljaoc*", "pošiljalac",
	-- tr, id, vi
	"gönderen*", "gonderen*", "gönderici*", "gonderici*", "pengirim*", "người gửi",
	-- el, ru, uk, bg, sr
	"αποστολέα*", "отправител*", "відправник*", "подател*", "изпращач*", "пошиљалац*", "пошиљаоц*",
	-- he, th
	"השולח", "ผู้ส่ง",
	-- ja
	"送信者", "送信元", "差出人", "発信者", "発信元", "送り主",
	-- zh
	"发件人", "发件域", "发件地址", "发件方", "发信人", "发送者", "发送人", "发送方", "寄件人", "寄件者", "發件人",
	"發信人", "發送者", "發送人", "傳送者",
	-- ko
	"보낸 사람", "보낸사람", "보내는 사람", "보내는사람", "보낸이", "발신자", "발신인", "발송자", "발송인", "송신자", "송신인",
	"발신 주소", "발신 메일",
}
