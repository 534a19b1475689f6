;; Checks the members of an object by RFC 8259 and UTF-8, or of one on every line, and takes down where each stands. Text is put into the
;; memory from 0 on, with at least sixteen NUL bytes behind it: NUL may stand nowhere in JSON, so that every loop ends there.
;; Each function that reads something gives the offset behind it, or 0 where the text is broken or ends too soon.
;; Compiled by scripts/wat.mjs; member-scanner.ts and object-lines.ts are its faces.
(module
  ;; 256 KiB of text, what is read past its end, and from 327,680 on 64 KiB of what is taken down.
  (memory (export "memory") 6)

  ;; Behind the last member that was read whole, and the comma or brace after it.
  (global $read (export "read") (mut i32) (i32.const 0))
  ;; Behind the last offset that was taken down.
  (global $written (export "written") (mut i32) (i32.const 0))

  ;; What counts as a line feed between two tokens: where each text is one line, a space.
  (global $feed (export "feed") (mut i32) (i32.const 0x0a))

  ;; Indentation is a quarter of a text that is laid out for people: sixteen bytes of it at a time.
  (func $space (param $at i32) (result i32)
    (local $text v128) (local $others i32)
    (loop $each
      (if (i32.gt_u (i32.load8_u (local.get $at)) (i32.const 0x20))
        (then (return (local.get $at))))
      (local.set $text (v128.load align=1 (local.get $at)))
      (local.set $others
        (i32.xor
          (i8x16.bitmask
            (v128.or
              (v128.or
                (i8x16.eq (local.get $text) (i8x16.splat (i32.const 0x20)))
                (i8x16.eq (local.get $text) (i8x16.splat (global.get $feed))))
              (v128.or
                (i8x16.eq (local.get $text) (i8x16.splat (i32.const 0x0d)))
                (i8x16.eq (local.get $text) (i8x16.splat (i32.const 0x09))))))
          (i32.const 0xffff)))
      (if (local.get $others)
        (then (return (i32.add (local.get $at) (i32.ctz (local.get $others))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $each))
    (unreachable))

  ;; 1 where the byte lies between these two, themselves included.
  (func $between (param $at i32) (param $lowest i32) (param $highest i32) (result i32)
    (i32.le_u
      (i32.sub (i32.load8_u (local.get $at)) (local.get $lowest))
      (i32.sub (local.get $highest) (local.get $lowest))))

  ;; A sequence of two to four bytes (The Unicode Standard, table 3-7).
  (func $sequence (param $at i32) (result i32)
    (local $lead i32) (local $lowest i32) (local $highest i32) (local $more i32)
    (local.set $lead (i32.load8_u (local.get $at)))
    (local.set $lowest (i32.const 0x80))
    (local.set $highest (i32.const 0xbf))
    (if (i32.or (i32.lt_u (local.get $lead) (i32.const 0xc2)) (i32.gt_u (local.get $lead) (i32.const 0xf4)))
      (then (return (i32.const 0))))
    (if (i32.eq (local.get $lead) (i32.const 0xe0)) (then (local.set $lowest (i32.const 0xa0))))
    (if (i32.eq (local.get $lead) (i32.const 0xed)) (then (local.set $highest (i32.const 0x9f))))
    (if (i32.eq (local.get $lead) (i32.const 0xf0)) (then (local.set $lowest (i32.const 0x90))))
    (if (i32.eq (local.get $lead) (i32.const 0xf4)) (then (local.set $highest (i32.const 0x8f))))
    (local.set $more (i32.add
      (i32.ge_u (local.get $lead) (i32.const 0xe0))
      (i32.ge_u (local.get $lead) (i32.const 0xf0))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (if (i32.eqz (call $between (local.get $at) (local.get $lowest) (local.get $highest)))
      (then (return (i32.const 0))))
    (loop $each
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (local.get $more)
        (then
          (if (i32.eqz (call $between (local.get $at) (i32.const 0x80) (i32.const 0xbf)))
            (then (return (i32.const 0))))
          (local.set $more (i32.sub (local.get $more) (i32.const 1)))
          (br $each))))
    (local.get $at))

  ;; What a backslash begins.
  (func $escape (param $at i32) (result i32)
    (local $letter i32) (local $end i32)
    (local.set $letter (i32.load8_u offset=1 (local.get $at)))
    (local.set $at (i32.add (local.get $at) (i32.const 2)))
    (if (i32.ne (local.get $letter) (i32.const 0x75)) ;; u
      (then (return (select (local.get $at) (i32.const 0)
        (i32.or
          (i32.or
            (i32.or (i32.eq (local.get $letter) (i32.const 0x22)) (i32.eq (local.get $letter) (i32.const 0x5c)))
            (i32.or (i32.eq (local.get $letter) (i32.const 0x2f)) (i32.eq (local.get $letter) (i32.const 0x62))))
          (i32.or
            (i32.or (i32.eq (local.get $letter) (i32.const 0x66)) (i32.eq (local.get $letter) (i32.const 0x6e)))
            (i32.or (i32.eq (local.get $letter) (i32.const 0x72)) (i32.eq (local.get $letter) (i32.const 0x74)))))))))
    (local.set $end (i32.add (local.get $at) (i32.const 4)))
    (loop $each
      (if (i32.eqz (i32.or
            (call $between (local.get $at) (i32.const 0x30) (i32.const 0x39))
            (i32.or
              (call $between (local.get $at) (i32.const 0x41) (i32.const 0x46))
              (call $between (local.get $at) (i32.const 0x61) (i32.const 0x66)))))
        (then (return (i32.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $each (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $at))

  ;; A string, from its first quote on.
  (func $string (param $at i32) (result i32)
    (local $bytes v128) (local $special i32) (local $byte i32)
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x22)) (then (return (i32.const 0))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (loop $each
      (local.set $bytes (v128.load align=1 (local.get $at)))
      ;; As signed numbers, controls and all that is not ASCII are below 0x20.
      (local.set $special (i8x16.bitmask (v128.or
        (i8x16.lt_s (local.get $bytes) (i8x16.splat (i32.const 0x20)))
        (v128.or
          (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x22)))
          (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x5c)))))))
      (if (i32.eqz (local.get $special))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br $each)))
      (local.set $at (i32.add (local.get $at) (i32.ctz (local.get $special))))
      (local.set $byte (i32.load8_u (local.get $at)))
      (if (i32.eq (local.get $byte) (i32.const 0x22)) (then (return (i32.add (local.get $at) (i32.const 1)))))
      (if (i32.eq (local.get $byte) (i32.const 0x5c))
        (then (local.set $at (call $escape (local.get $at))))
        (else
          (if (i32.lt_u (local.get $byte) (i32.const 0x20)) (then (return (i32.const 0))))
          (local.set $at (call $sequence (local.get $at)))))
      (br_if $each (local.get $at)))
    (i32.const 0))

  ;; One digit or more.
  (func $digits (param $at i32) (result i32)
    (if (i32.eqz (call $between (local.get $at) (i32.const 0x30) (i32.const 0x39))) (then (return (i32.const 0))))
    (loop $each
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $each (call $between (local.get $at) (i32.const 0x30) (i32.const 0x39))))
    (local.get $at))

  (func $number (param $at i32) (result i32)
    (local $byte i32)
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x2d)) ;; -
      (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x30))
      (then (local.set $at (i32.add (local.get $at) (i32.const 1))))
      (else (local.set $at (call $digits (local.get $at)))))
    (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x2e)) ;; .
      (then (local.set $at (call $digits (i32.add (local.get $at) (i32.const 1))))))
    (if (i32.ne (i32.or (i32.load8_u (local.get $at)) (i32.const 0x20)) (i32.const 0x65)) ;; e
      (then (return (local.get $at))))
    (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (local.set $byte (i32.load8_u (local.get $at)))
    (if (i32.or (i32.eq (local.get $byte) (i32.const 0x2b)) (i32.eq (local.get $byte) (i32.const 0x2d)))
      (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
    (call $digits (local.get $at)))

  ;; A value inside $depth containers.
  (func $value (param $at i32) (param $depth i32) (result i32)
    (local $byte i32) (local $close i32)
    (local.set $byte (i32.load8_u (local.get $at)))
    (if (i32.eq (local.get $byte) (i32.const 0x22)) (then (return (call $string (local.get $at)))))
    ;; { or [: the byte that closes it is two further on.
    (if (i32.eq (i32.or (local.get $byte) (i32.const 0x20)) (i32.const 0x7b))
      (then
        (if (i32.ge_u (local.get $depth) (i32.const 512)) (then (return (i32.const 0))))
        (local.set $close (i32.add (local.get $byte) (i32.const 2)))
        (local.set $at (call $space (i32.add (local.get $at) (i32.const 1))))
        (if (i32.eq (i32.load8_u (local.get $at)) (local.get $close))
          (then (return (i32.add (local.get $at) (i32.const 1)))))
        (loop $each
          (if (i32.eq (local.get $close) (i32.const 0x7d))
            (then
              (local.set $at (call $string (local.get $at)))
              (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
              (local.set $at (call $colon (local.get $at)))
              (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))))
          (local.set $at (call $value (local.get $at) (i32.add (local.get $depth) (i32.const 1))))
          (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
          (local.set $at (call $space (local.get $at)))
          (local.set $byte (i32.load8_u (local.get $at)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (if (i32.eq (local.get $byte) (local.get $close)) (then (return (local.get $at))))
          (local.set $at (call $space (local.get $at)))
          (br_if $each (i32.eq (local.get $byte) (i32.const 0x2c))))
        (return (i32.const 0))))
    (if (i32.eq (i32.load align=1 (local.get $at)) (i32.const 0x65757274)) ;; true, from its last letter on
      (then (return (i32.add (local.get $at) (i32.const 4)))))
    (if (i32.eq (i32.load align=1 (local.get $at)) (i32.const 0x6c6c756e)) ;; null
      (then (return (i32.add (local.get $at) (i32.const 4)))))
    (if (i32.eq (i32.load offset=1 align=1 (local.get $at)) (i32.const 0x65736c61)) ;; (f)alse
      (then (return (select (i32.add (local.get $at) (i32.const 5)) (i32.const 0)
        (i32.eq (local.get $byte) (i32.const 0x66))))))
    (call $number (local.get $at)))

  ;; A colon with the space around it.
  (func $colon (param $at i32) (result i32)
    (local.set $at (call $space (local.get $at)))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x3a)) (then (return (i32.const 0))))
    (call $space (i32.add (local.get $at) (i32.const 1))))

  ;; The hash of a key that stands between these two (32 bit FNV-1a); 0 where it is spelled with escapes.
  (func $hash (param $at i32) (param $end i32) (result i32)
    (local $hash i32) (local $byte i32)
    (local.set $hash (i32.const 0x811c9dc5))
    (loop $each
      (if (i32.lt_u (local.get $at) (local.get $end))
        (then
          (local.set $byte (i32.load8_u (local.get $at)))
          (if (i32.eq (local.get $byte) (i32.const 0x5c)) (then (return (i32.const 0))))
          (local.set $hash (i32.mul (i32.xor (local.get $hash) (local.get $byte)) (i32.const 0x01000193)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $each))))
    (local.get $hash))

  ;; Reads members from $at on, and takes down five numbers of each from $out on: where its key begins and ends, quotes
  ;; included, where its value does, and the hash of its key; offsets count from what lies $base in front of the memory.
  ;; Gives 1 when the object is closed, 2 when $outEnd is reached, 0 where the text is broken or ends too soon; what was
  ;; taken down before that holds.
  (func $members (export "members") (param $at i32) (param $base i32) (param $out i32) (param $outEnd i32) (result i32)
    (local $byte i32) (local $start i32)
    (global.set $read (local.get $at))
    (global.set $written (local.get $out))
    (loop $each
      (if (i32.ge_u (local.get $out) (local.get $outEnd)) (then (return (i32.const 2))))
      (local.set $at (call $space (local.get $at)))
      (local.set $start (local.get $at))
      (i32.store (local.get $out) (i32.add (local.get $base) (local.get $at)))
      (local.set $at (call $string (local.get $at)))
      (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
      (i32.store offset=4 (local.get $out) (i32.add (local.get $base) (local.get $at)))
      (i32.store offset=16 (local.get $out)
        (call $hash (i32.add (local.get $start) (i32.const 1)) (i32.sub (local.get $at) (i32.const 1))))
      (local.set $at (call $colon (local.get $at)))
      (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
      (i32.store offset=8 (local.get $out) (i32.add (local.get $base) (local.get $at)))
      (local.set $at (call $value (local.get $at) (i32.const 1)))
      (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
      (i32.store offset=12 (local.get $out) (i32.add (local.get $base) (local.get $at)))
      (local.set $at (call $space (local.get $at)))
      (local.set $byte (i32.load8_u (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (i32.ne (local.get $byte) (i32.const 0x2c))
        (then (if (i32.ne (local.get $byte) (i32.const 0x7d)) (then (return (i32.const 0))))))
      (local.set $out (i32.add (local.get $out) (i32.const 20)))
      (global.set $written (local.get $out))
      (global.set $read (local.get $at))
      (br_if $each (i32.eq (local.get $byte) (i32.const 0x2c))))
    (i32.const 1))

  ;; Space, tabs and carriage returns.
  (func $blank (param $at i32) (result i32)
    (local $byte i32)
    (loop $each
      (local.set $byte (i32.load8_u (local.get $at)))
      (if (i32.or
            (i32.eq (local.get $byte) (i32.const 0x20))
            (i32.or (i32.eq (local.get $byte) (i32.const 0x09)) (i32.eq (local.get $byte) (i32.const 0x0d))))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $each))))
    (local.get $at))

  ;; Reads lines from $at up to $end that are an object each, or blank, and takes down the members of each object as
  ;; `members` does; behind each line, five zeros. Gives 1 when $end is reached, 2 when there is no more room, 0 at a line
  ;; that is anything else; what was taken down of the lines before that holds.
  (func (export "lines") (param $at i32) (param $end i32) (param $base i32) (param $out i32) (param $outEnd i32) (result i32)
    (local $status i32) (local $start i32)
    (global.set $written (local.get $out))
    (loop $each
      (local.set $start (local.get $at))
      (local.set $status (i32.const 1))
      (local.set $at (call $blank (local.get $at)))
      (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x7b))
        (then
          (local.set $status
            (call $members
              (call $space (i32.add (local.get $at) (i32.const 1)))
              (local.get $base) (local.get $out) (local.get $outEnd)))
          (local.set $at (call $blank (global.get $read)))))
      (if (i32.and (i32.eq (local.get $status) (i32.const 1)) (i32.ne (local.get $at) (local.get $end)))
        (then (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x0a)) (then (local.set $status (i32.const 0))))))
      (if (i32.ne (local.get $status) (i32.const 1))
        (then
          (global.set $read (local.get $start))
          (global.set $written (local.get $out))
          (return (local.get $status))))
      (local.set $out (global.get $written))
      (i64.store (local.get $out) (i64.const 0))
      (i64.store offset=8 (local.get $out) (i64.const 0))
      (i32.store offset=16 (local.get $out) (i32.const 0))
      (local.set $out (i32.add (local.get $out) (i32.const 20)))
      (global.set $written (local.get $out))
      (global.set $read (i32.add (local.get $at) (i32.const 1)))
      (if (i32.eq (local.get $at) (local.get $end)) (then (return (i32.const 1))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $each (i32.lt_u (local.get $out) (local.get $outEnd))))
    (i32.const 2)))
