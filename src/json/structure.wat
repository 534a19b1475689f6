;; Follows quotes, escapes and brackets through JSON text, thirty-two bytes at a time, knows after any byte how deep in
;; containers it stands and whether in a string, and on its way looks for one string in the outermost container. It checks
;; nothing else. Text is put into the memory; a second call goes on where the first ended. Compiled by scripts/wat.mjs;
;; key-finder.ts is its face.
(module
  (memory (export "memory") 5)

  ;; Where in the memory the string that is looked for stands, in its quotes, and how many bytes they are together.
  (global $wantedAt (export "wantedAt") (mut i32) (i32.const 0))
  (global $wantedLength (export "wantedLength") (mut i32) (i32.const 0))
  ;; How often it stood in the outermost container, and where in the memory it did the last time.
  (global $found (export "found") (mut i32) (i32.const 0))
  (global $place (export "place") (mut i32) (i32.const -1))

  ;; Containers that are open.
  (global $depth (export "depth") (mut i32) (i32.const 0))
  ;; All bits set inside a string, none outside.
  (global $inString (export "inString") (mut i32) (i32.const 0))
  ;; 1 when the next byte is what a backslash stands before.
  (global $escaped (mut i32) (i32.const 0))
  ;; 1 once a backslash has stood in a string of the outermost container.
  (global $spelled (export "spelled") (mut i32) (i32.const 0))
  ;; Where in the memory the outermost container was closed for the first time; -1 before that.
  (global $closed (export "closed") (mut i32) (i32.const -1))

  ;; Takes the escaped characters out of these bits. $length: bytes of the block that count.
  (func $unescaped (param $quotes i32) (param $slashes i32) (param $length i32) (result i32)
    (local $next i32)
    (if (global.get $escaped)
      (then
        (local.set $quotes (i32.and (local.get $quotes) (i32.const -2)))
        (local.set $slashes (i32.and (local.get $slashes) (i32.const -2)))
        (global.set $escaped (i32.const 0))))
    (loop $each
      (if (local.get $slashes)
        (then
          (local.set $next (i32.add (i32.ctz (local.get $slashes)) (i32.const 1)))
          (local.set $slashes (i32.and (local.get $slashes) (i32.sub (local.get $slashes) (i32.const 1))))
          (if (i32.eq (local.get $next) (local.get $length))
            (then (global.set $escaped (i32.const 1)))
            (else
              (local.set $next (i32.xor (i32.shl (i32.const 1) (local.get $next)) (i32.const -1)))
              (local.set $quotes (i32.and (local.get $quotes) (local.get $next)))
              (local.set $slashes (i32.and (local.get $slashes) (local.get $next)))))
          (br $each))))
    (local.get $quotes))

  ;; Whether what is looked for begins at this quote. Its last two bytes differ most often.
  (func $isWanted (param $at i32) (result i32)
    (local $same i32)
    (local.set $same (i32.sub (global.get $wantedLength) (i32.const 2)))
    (if (i32.ne
          (i32.load16_u (i32.add (local.get $at) (local.get $same)))
          (i32.load16_u (i32.add (global.get $wantedAt) (local.get $same))))
      (then (return (i32.const 0))))
    (loop $bytes
      (if (i32.eqz (local.get $same)) (then (return (i32.const 1))))
      (local.set $same (i32.sub (local.get $same) (i32.const 1)))
      (br_if $bytes
        (i32.eq
          (i32.load8_u (i32.add (local.get $at) (local.get $same)))
          (i32.load8_u (i32.add (global.get $wantedAt) (local.get $same))))))
    (i32.const 0))

  ;; Follows a block bit by bit, where it may stand in the outermost container or leave it.
  (func $step (param $at i32) (param $opens i32) (param $closes i32) (param $slashes i32) (param $strings i32)
    (local $events i32) (local $bit i32)
    (local.set $events
      (i32.or
        (i32.or (local.get $opens) (local.get $closes))
        (i32.or (local.get $slashes) (local.get $strings))))
    (loop $each
      (if (local.get $events)
        (then
          (local.set $bit (i32.and (local.get $events) (i32.sub (i32.const 0) (local.get $events))))
          (local.set $events (i32.xor (local.get $events) (local.get $bit)))
          (if (i32.and (local.get $bit) (local.get $opens))
            (then (global.set $depth (i32.add (global.get $depth) (i32.const 1))))
            (else (if (i32.and (local.get $bit) (local.get $closes))
              (then
                (global.set $depth (i32.sub (global.get $depth) (i32.const 1)))
                (if (i32.and (i32.eqz (global.get $depth)) (i32.lt_s (global.get $closed) (i32.const 0)))
                  (then (global.set $closed
                    (i32.add (local.get $at) (i32.add (i32.ctz (local.get $bit)) (i32.const 1)))))))
              (else (if (i32.eq (global.get $depth) (i32.const 1))
                (then (if (i32.and (local.get $bit) (local.get $slashes))
                  (then (global.set $spelled (i32.const 1)))
                  (else (if (call $isWanted (i32.add (local.get $at) (i32.ctz (local.get $bit))))
                    (then
                      (global.set $place (i32.add (local.get $at) (i32.ctz (local.get $bit))))
                      (global.set $found (i32.add (global.get $found) (i32.const 1)))))))))))))
          (br $each)))))

  ;; Follows the bytes from $at up to, not including, $end. What begins in front of $end is read to its own end.
  (func (export "follow") (param $at i32) (param $end i32)
    (local $low v128) (local $high v128)
    (local $quote v128) (local $slash v128) (local $open v128) (local $close v128) (local $fold v128)
    (local $lowQuotes v128) (local $highQuotes v128) (local $lowSlashes v128) (local $highSlashes v128)
    (local $lowOpens v128) (local $highOpens v128) (local $lowCloses v128) (local $highCloses v128)
    (local $length i32) (local $depth i32) (local $inString i32)
    (local $quotes i32) (local $slashes i32) (local $opens i32) (local $closes i32) (local $inside i32)
    (local.set $quote (i8x16.splat (i32.const 0x22)))
    (local.set $slash (i8x16.splat (i32.const 0x5c)))
    (local.set $open (i8x16.splat (i32.const 0x7b)))
    (local.set $close (i8x16.splat (i32.const 0x7d)))
    (local.set $fold (i8x16.splat (i32.const 0x20)))
    (local.set $depth (global.get $depth))
    (local.set $inString (global.get $inString))
    (loop $blocks
      (if (i32.lt_s (local.get $at) (local.get $end))
        (then
          (local.set $low (v128.load align=1 (local.get $at)))
          (local.set $high (v128.load offset=16 align=1 (local.get $at)))
          (local.set $lowQuotes (i8x16.eq (local.get $low) (local.get $quote)))
          (local.set $highQuotes (i8x16.eq (local.get $high) (local.get $quote)))
          (local.set $lowSlashes (i8x16.eq (local.get $low) (local.get $slash)))
          (local.set $highSlashes (i8x16.eq (local.get $high) (local.get $slash)))
          ;; Folds [ into { and ] into }.
          (local.set $low (v128.or (local.get $low) (local.get $fold)))
          (local.set $high (v128.or (local.get $high) (local.get $fold)))
          (local.set $lowOpens (i8x16.eq (local.get $low) (local.get $open)))
          (local.set $highOpens (i8x16.eq (local.get $high) (local.get $open)))
          (local.set $lowCloses (i8x16.eq (local.get $low) (local.get $close)))
          (local.set $highCloses (i8x16.eq (local.get $high) (local.get $close)))
          (local.set $length (i32.sub (local.get $end) (local.get $at)))
          (if (i32.or
                (v128.any_true
                  (v128.or
                    (v128.or (local.get $lowSlashes) (local.get $highSlashes))
                    (v128.or
                      (v128.or (local.get $lowOpens) (local.get $highOpens))
                      (v128.or (local.get $lowCloses) (local.get $highCloses)))))
                (i32.or
                  (i32.or (i32.lt_s (local.get $length) (i32.const 32)) (global.get $escaped))
                  (i32.le_s (local.get $depth) (i32.const 1))))
            (then
              (local.set $quotes (i32.or
                (i8x16.bitmask (local.get $lowQuotes))
                (i32.shl (i8x16.bitmask (local.get $highQuotes)) (i32.const 16))))
              (local.set $slashes (i32.or
                (i8x16.bitmask (local.get $lowSlashes))
                (i32.shl (i8x16.bitmask (local.get $highSlashes)) (i32.const 16))))
              (local.set $opens (i32.or
                (i8x16.bitmask (local.get $lowOpens))
                (i32.shl (i8x16.bitmask (local.get $highOpens)) (i32.const 16))))
              (local.set $closes (i32.or
                (i8x16.bitmask (local.get $lowCloses))
                (i32.shl (i8x16.bitmask (local.get $highCloses)) (i32.const 16))))
              (if (i32.lt_s (local.get $length) (i32.const 32))
                (then
                  (local.set $inside (i32.sub (i32.shl (i32.const 1) (local.get $length)) (i32.const 1)))
                  (local.set $quotes (i32.and (local.get $quotes) (local.get $inside)))
                  (local.set $slashes (i32.and (local.get $slashes) (local.get $inside)))
                  (local.set $opens (i32.and (local.get $opens) (local.get $inside)))
                  (local.set $closes (i32.and (local.get $closes) (local.get $inside))))
                (else (local.set $length (i32.const 32))))
              (if (i32.or (local.get $slashes) (global.get $escaped))
                (then (local.set $quotes
                  (call $unescaped (local.get $quotes) (local.get $slashes) (local.get $length)))))
              ;; A byte is inside a string when the quotes up to it are odd in number.
              (local.set $inside (local.get $quotes))
              (local.set $inside (i32.xor (local.get $inside) (i32.shl (local.get $inside) (i32.const 1))))
              (local.set $inside (i32.xor (local.get $inside) (i32.shl (local.get $inside) (i32.const 2))))
              (local.set $inside (i32.xor (local.get $inside) (i32.shl (local.get $inside) (i32.const 4))))
              (local.set $inside (i32.xor (local.get $inside) (i32.shl (local.get $inside) (i32.const 8))))
              (local.set $inside (i32.xor (local.get $inside) (i32.shl (local.get $inside) (i32.const 16))))
              (local.set $inside (i32.xor (local.get $inside) (local.get $inString)))
              (local.set $inString (i32.shr_s (local.get $inside) (i32.const 31)))
              ;; From here on the quotes that begin a string.
              (local.set $quotes (i32.and (local.get $quotes) (local.get $inside)))
              (local.set $inside (i32.xor (local.get $inside) (i32.const -1)))
              (local.set $opens (i32.and (local.get $opens) (local.get $inside)))
              (local.set $closes (i32.and (local.get $closes) (local.get $inside)))
              (if (i32.le_s (local.get $depth) (i32.add (i32.popcnt (local.get $closes)) (i32.const 1)))
                (then
                  (global.set $depth (local.get $depth))
                  (call $step
                    (local.get $at) (local.get $opens) (local.get $closes) (local.get $slashes) (local.get $quotes))
                  (local.set $depth (global.get $depth)))
                (else (local.set $depth
                  (i32.add (local.get $depth)
                    (i32.sub (i32.popcnt (local.get $opens)) (i32.popcnt (local.get $closes))))))))
            ;; Deep inside, where nothing opens or closes: all that counts is whether the quotes are odd in number.
            (else (local.set $inString
              (i32.xor
                (local.get $inString)
                (i32.sub
                  (i32.const 0)
                  (i32.and
                    (i32.popcnt (i8x16.bitmask (v128.xor (local.get $lowQuotes) (local.get $highQuotes))))
                    (i32.const 1)))))))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (br $blocks))))
    (global.set $depth (local.get $depth))
    (global.set $inString (local.get $inString)))

  ;; How many lines end between two offsets: at a line feed, or a carriage return that none follows. The byte behind is
  ;; looked at too.
  (func (export "lineEnds") (param $at i32) (param $end i32) (result i32)
    (local $text v128) (local $ends i32) (local $left i32) (local $count i32)
    (loop $each
      (if (i32.lt_u (local.get $at) (local.get $end))
        (then
          (local.set $text (v128.load align=1 (local.get $at)))
          (local.set $ends
            (i32.or
              (i8x16.bitmask (i8x16.eq (local.get $text) (i8x16.splat (i32.const 0x0a))))
              (i32.and
                (i8x16.bitmask (i8x16.eq (local.get $text) (i8x16.splat (i32.const 0x0d))))
                (i8x16.bitmask
                  (i8x16.ne (v128.load offset=1 align=1 (local.get $at)) (i8x16.splat (i32.const 0x0a)))))))
          (local.set $left (i32.sub (local.get $end) (local.get $at)))
          (if (i32.lt_u (local.get $left) (i32.const 16))
            (then
              (local.set $ends
                (i32.and
                  (local.get $ends)
                  (i32.sub (i32.shl (i32.const 1) (local.get $left)) (i32.const 1))))))
          (local.set $count (i32.add (local.get $count) (i32.popcnt (local.get $ends))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br $each))))
    (local.get $count)))
