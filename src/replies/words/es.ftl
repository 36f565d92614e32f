# Everything that the bot says of its own, in Spanish.

## Commands, each with what it does

command-faq = todas las preguntas que puedo responder
command-brief = el artículo en resumen
command-sources = de dónde salen las respuestas
command-ask = preguntar en un grupo: /ask y su pregunta
command-why = en respuesta a una respuesta mía: por qué es esa
command-subscribe = resúmenes aquí: /subscribe daily 8:00 Berlin
command-unsubscribe = no más resúmenes aquí
command-language = elegir el idioma
command-settings = ajustes de este chat
command-privacy = qué guardo sobre usted
command-forget = borrar lo que guardo sobre usted
command-help = esta lista

## Buttons, and what is shown for a moment when one is tapped

all-questions = Todas las preguntas
back = ‹ Atrás
more = Más ›
stale-button = Este botón ya no sirve. /faq muestra todas las preguntas.

## First words

welcome =
    Pregúnteme sobre esto: { $titles }.

    Respondo con las palabras de la redacción, con fuente y fecha, y cuando no lo sé, lo digo.
help = Haga una pregunta con sus propias palabras.
unknown-command = No conozco esta orden.
privacy =
    { $days ->
        [0] No guardo preguntas.
        [one] Guardo las palabras de las preguntas y los votos durante { $days } día, para que los editores vean qué se pregunta. No llevan su nombre ni su número: en su lugar hay un código que solo yo puedo formar. Antes quito direcciones de correo, enlaces, @nombres y números largos.
       *[other] Guardo las palabras de las preguntas y los votos durante { $days } días, para que los editores vean qué se pregunta. No llevan su nombre ni su número: en su lugar hay un código que solo yo puedo formar. Antes quito direcciones de correo, enlaces, @nombres y números largos.
    }

    Durante { $receipts } días recuerdo qué mensaje dio qué respuesta, para avisar si se corrige; y el idioma y los resúmenes que usted elige, hasta que elija otros.

    /forget borra todo esto de una vez.

    Un mensaje se guarda donde funciono hasta que está respondido, para que ninguno se pierda, y después se borra. No lo ve ningún otro servicio salvo Telegram, que lleva nuestros mensajes y tiene sus propias reglas.
description = Pregunte con sus propias palabras. Respondo con las palabras de la redacción, con fuente y fecha, y cuando no lo sé, lo digo.
short-description = Responde con las palabras de la redacción, con fuente y fecha; cuando no lo sabe, lo dice.

## Questions and answers

questions =
    { $count ->
        [one] Puedo responder a { $count } pregunta:
       *[other] Puedo responder a { $count } preguntas:
    }
questions-page =
    { $count ->
        [one] Puedo responder a { $count } pregunta (página { $page } de { $pages }):
       *[other] Puedo responder a { $count } preguntas (página { $page } de { $pages }):
    }
grounds =
    { $count ->
        [1] A fecha de { $date }. Fuente: { $sources }
       *[other] A fecha de { $date }. Fuentes: { $sources }
    }
corrected = Corregido el { $date }: { $note }
updated = Actualizado el { $date }: { $note }
did-you-mean =
    { $count ->
        [1] ¿Se refiere a esto?
       *[other] ¿Se refiere a una de estas preguntas?
    }
closest = Aquí no se responde exactamente a esto. Lo más cercano:
closest-unknown = Aquí no hay nada sobre { $words }. Lo más cercano:
unanswered = Aquí no se responde a esto.
unanswered-unknown = Aquí no se responde a esto. No hay nada sobre { $words }.
nothing-asked = Por favor, haga una pregunta con palabras.
gone = Esta pregunta ya no está aquí.
failed = Algo ha fallado por mi parte y esto queda sin respuesta. Inténtelo de nuevo o pregunte con otras palabras.

## What readers think of an answer, and why they got it

share = Compartir
thanks-up = Gracias.
thanks-down = Gracias. Los editores verán que no ha servido.
runners-up = No ha servido. ¿Era una de estas?
moment-ago = Esto se ha respondido aquí hace un momento.
pointer = Esto se ha preguntado aquí hace un momento: la respuesta está en el mensaje de arriba.
why-closest = Pregunta más cercana: { $question }
why-wording = Por esta formulación: { $wording }
why-sentence = En su respuesta: { $sentence }
why-sureness =
    { $sureness ->
        [certain] Es seguro: la pregunta es una de las suyas.
        [high] Estoy lo bastante seguro para responder.
        [medium] No estoy lo bastante seguro para responder, solo para sugerir.
       *[low] No estoy seguro.
    }
why-words = Palabras que cuentan: { $words }
why-unaccounted = Lo que no contempla: { $words }
why-runner-up = La siguiente: { $question }
why-how = Responda con /why a una de mis respuestas y le digo cómo la encontré.
why-unknown = Ya no tengo la pregunta de esto, o no la hubo: una respuesta elegida de una lista no necesita motivo.
nothing-inline = Nada coincide. Pregúnteme en un chat
from-inline = Escriba aquí su pregunta completa y le digo lo que pueda.

## What can be chosen

language-name = Español
language-of-client = Como en Telegram
choose-language = ¿En qué idioma respondo?
language-chosen = Respondo en español.
settings-private = Aquí se eligen el idioma y los resúmenes; en un grupo eligen sus administradores.
settings-group =
    { $state ->
        [on] Si aquí hay una pregunta que puedo responder con certeza y nadie ha respondido en un minuto, la respondo sin que me la hagan.
       *[off] Aquí respondo solo cuando me preguntan: con /ask, por mi nombre o en respuesta a mí.
    }
settings-privacy-mode = En este grupo Telegram me muestra solo los mensajes dirigidos a mí. Para los demás, hágame administrador, o que mi propietario desactive el modo de privacidad en @BotFather: /setprivacy.
unasked-on = Responder sin que pregunten
unasked-off = Responder solo si preguntan
unasked-is-on = Ahora respondo sin que me pregunten cuando estoy seguro.
unasked-is-off = Ahora respondo solo cuando me preguntan.
not-an-admin = Solo un administrador de este grupo puede hacerlo.
forgotten = Borrado: sus preguntas, sus votos, su idioma y lo que recordaba de nuestro chat.

## Briefings

digest-updated =
    { $count ->
        [1] Actualizado a las { $time } UTC · 1 cambio · { $day }
       *[other] Actualizado a las { $time } UTC · { $count } cambios · { $day }
    }
correction = CORRECCIÓN
update = ACTUALIZACIÓN
correct-is = Lo que vale:
no-corrections = Sin correcciones aquí
briefings-button = Resúmenes …
briefings-none = Este chat no recibe resúmenes. ¿Con qué frecuencia debe recibirlos?
briefings-state =
    { $frequency ->
        [once] Este chat tiene un resumen que mantengo al día; no recibe otros.
        [daily] Los resúmenes llegan cada día a las { $time } ({ $zone }), si hay algo nuevo.
        [weekdays] Los resúmenes llegan de lunes a viernes a las { $time } ({ $zone }), si hay algo nuevo.
        [weekly] Los resúmenes llegan una vez por semana a las { $time } ({ $zone }), si hay algo nuevo.
       *[change] Los resúmenes llegan cuando algo cambia ({ $zone }).
    }
briefings-next = Próximo: { $next }
briefings-quiet = Horas de silencio: { $hours }
lacks-post = No puedo publicar aquí: hágame administrador con permiso de publicar mensajes.
lacks-pin = No puedo fijar mensajes aquí: hágame administrador con permiso de fijarlos.
often-now = Ahora
often-daily = Cada día
often-weekdays = Lun–Vie
often-weekly = Cada semana
often-change = Si hay cambios
often-off = Cancelar
day-mon = Lun
day-tue = Mar
day-wed = Mié
day-thu = Jue
day-fri = Vie
day-sat = Sáb
day-sun = Dom
choose-quiet = Silencio 22–7
choose-silent = Sin sonido
choose-pin = Fijado
choose-fresh = Mensaje nuevo cada vez
choose-corrections = Correcciones
choose-zone = ¿Dónde están sus lectores? Otro lugar: /subscribe y una ciudad, o el nombre de una zona horaria, como Europe/Berlin.
unknown-zone = No conozco la hora, ciudad o zona horaria { $word }. Lo más parecido: { $closest }. Un ejemplo: /subscribe weekdays 8:30 Berlin
unsubscribed = No habrá más resúmenes aquí. Si una respuesta que di aquí resulta falsa, aún lo diré.
not-subscribed = Este chat no recibe resúmenes.
corrections-on = Aviso cuando se corrige una respuesta que di aquí.
corrections-off = Ya no aviso cuando se corrige una respuesta que di aquí.
arranged = Hecho.
posting = Llega enseguida.
posting-later = Son horas de silencio: llega cuando terminen.
not-my-channel = No puedo publicar en este canal. Hágame administrador con permiso de publicar mensajes y reenvíe la publicación otra vez.
not-your-channel = Solo un administrador del canal puede elegir sus resúmenes.
withdrawn = La redacción dio esta respuesta hasta { $date } y ya no la doy. Mire aquí: { $sources }
review-overdue = La redacción quería revisarlo antes del { $date }; puede estar desactualizado.

## What operators are told

stats =
    En los últimos días ({ $days }): { $answered } con respuesta, { $suggested } con sugerencias, { $unanswered } fuera de las preguntas frecuentes; 👍 { $up }, 👎 { $down }.
    Ahora: { $waiting } actualizaciones en espera, { $aside } apartadas, { $unsent } mensajes sin enviar; { $entries } entradas.
gathered = Preguntado en vano por al menos { $least } lectores:
gathered-none = Nada ha sido preguntado en vano por al menos { $least } lectores.
reloaded = El conocimiento se ha leído de nuevo: { $count } entradas.
broken = El conocimiento no se puede leer. Sigo con el anterior.

briefings =
    Resúmenes: { $subscribed } chats, { $retired } retirados; { $pending } mensajes por entregar, { $done } entregados en la última hora, { $refused } rechazados.{ $state ->
        [paused] {" "}Están en pausa: /resume sigue.
       *[on] {""}
    }
paused = Los resúmenes están en pausa. Respondo a los lectores como antes. /resume sigue.
resumed = Los resúmenes siguen.
reviews = Estas respuestas han pasado la fecha de su revisión:

## Between the things of a list

between = { ", " }
