# Everything that the bot says of its own, in Spanish.

## Commands, each with what it does

command-faq = todas las preguntas que puedo responder
command-brief = el artículo en resumen
command-sources = de dónde salen las respuestas
command-ask = preguntar en un grupo: /ask y su pregunta
command-privacy = qué guardo sobre usted
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
privacy = No guardo nada sobre usted: ni su nombre, ni sus preguntas, ni una lista de quién me ha escrito. Un mensaje se guarda allí donde funciono hasta que está respondido, para que ninguno se pierda, y después se borra. Cada pregunta se compara con las preguntas y respuestas allí donde funciono, y no la ve ningún otro servicio más que Telegram, que lleva nuestros mensajes y tiene sus propias reglas.
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

## Between the things of a list

between = { ", " }
