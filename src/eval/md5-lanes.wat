;; MD5 (RFC 1321) of messages that fit one block, four of them at once: each lane of a vector follows a message of its own.
;; Compiled by scripts/wat.mjs; hash-lanes.ts is its face.
;;
;; The memory: constants, then the sixteen words of four messages lane by lane, and the same words once more, so that the
;; rounds, which take them in orders of their own, need no modulo; then what goes in and what comes out.
(module
  (memory (export "memory") 1)

  ;; The integer part of 2^32 |sin(i)|, i from 1 to 64 (RFC 1321, 3.4).
  (data (i32.const 0)
    "\78\a4\6a\d7\56\b7\c7\e8\db\70\20\24\ee\ce\bd\c1"
    "\af\0f\7c\f5\2a\c6\87\47\13\46\30\a8\01\95\46\fd"
    "\d8\98\80\69\af\f7\44\8b\b1\5b\ff\ff\be\d7\5c\89"
    "\22\11\90\6b\93\71\98\fd\8e\43\79\a6\21\08\b4\49"
    "\62\25\1e\f6\40\b3\40\c0\51\5a\5e\26\aa\c7\b6\e9"
    "\5d\10\2f\d6\53\14\44\02\81\e6\a1\d8\c8\fb\d3\e7"
    "\e6\cd\e1\21\d6\07\37\c3\87\0d\d5\f4\ed\14\5a\45"
    "\05\e9\e3\a9\f8\a3\ef\fc\d9\02\6f\67\8a\4c\2a\8d"
    "\42\39\fa\ff\81\f6\71\87\22\61\9d\6d\0c\38\e5\fd"
    "\44\ea\be\a4\a9\cf\de\4b\60\4b\bb\f6\70\bc\bf\be"
    "\c6\7e\9b\28\fa\27\a1\ea\85\30\ef\d4\05\1d\88\04"
    "\39\d0\d4\d9\e5\99\db\e6\f8\7c\a2\1f\65\56\ac\c4"
    "\44\22\29\f4\97\ff\2a\43\a7\23\94\ab\39\a0\93\fc"
    "\c3\59\5b\65\92\cc\0c\8f\7d\f4\ef\ff\d1\5d\84\85"
    "\4f\7e\a8\6f\e0\e6\2c\fe\14\43\01\a3\a1\11\08\4e"
    "\82\7e\53\f7\35\f2\3a\bd\bb\d2\d7\2a\91\d3\86\eb")

  ;; Hashes the padded blocks of 64 bytes from $block up to $end, and as many behind as make it a multiple of four. Of
  ;; each four, $digests gets the first words, then the second ones and so on.
  (func (export "hash") (param $block i32) (param $end i32) (param $digests i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $word i32) (local $sine i32) (local $at i32)
    (loop $fours
      (local.set $at (local.get $block))
      (local.set $word (i32.const 0))
      (loop $words
        (local.set $a
          (v128.load32_lane offset=192 3 (local.get $at)
            (v128.load32_lane offset=128 2 (local.get $at)
              (v128.load32_lane offset=64 1 (local.get $at)
                (v128.load32_zero (local.get $at))))))
        (v128.store offset=256 (local.get $word) (local.get $a))
        (v128.store offset=512 (local.get $word) (local.get $a))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $words
          (i32.lt_u (local.tee $word (i32.add (local.get $word) (i32.const 16))) (i32.const 256))))

      (local.set $a (i32x4.splat (i32.const 0x67452301)))
      (local.set $b (i32x4.splat (i32.const 0xefcdab89)))
      (local.set $c (i32x4.splat (i32.const 0x98badcfe)))
      (local.set $d (i32x4.splat (i32.const 0x10325476)))
      (local.set $word (i32.const 0))
      (local.set $sine (i32.const 0))
      ;; F, the words in their order.
      (loop $round1
        (local.set $a
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $a) (v128.load offset=256 (local.get $word)))
              (v128.load32_splat offset=0 (local.get $sine)))
            (v128.xor (local.get $d) (v128.and (local.get $b) (v128.xor (local.get $c) (local.get $d))))))
        (local.set $a
          (i32x4.add (local.get $b)
            (v128.or (i32x4.shl (local.get $a) (i32.const 7)) (i32x4.shr_u (local.get $a) (i32.const 25)))))
        (local.set $d
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $d) (v128.load offset=272 (local.get $word)))
              (v128.load32_splat offset=4 (local.get $sine)))
            (v128.xor (local.get $c) (v128.and (local.get $a) (v128.xor (local.get $b) (local.get $c))))))
        (local.set $d
          (i32x4.add (local.get $a)
            (v128.or (i32x4.shl (local.get $d) (i32.const 12)) (i32x4.shr_u (local.get $d) (i32.const 20)))))
        (local.set $c
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $c) (v128.load offset=288 (local.get $word)))
              (v128.load32_splat offset=8 (local.get $sine)))
            (v128.xor (local.get $b) (v128.and (local.get $d) (v128.xor (local.get $a) (local.get $b))))))
        (local.set $c
          (i32x4.add (local.get $d)
            (v128.or (i32x4.shl (local.get $c) (i32.const 17)) (i32x4.shr_u (local.get $c) (i32.const 15)))))
        (local.set $b
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $b) (v128.load offset=304 (local.get $word)))
              (v128.load32_splat offset=12 (local.get $sine)))
            (v128.xor (local.get $a) (v128.and (local.get $c) (v128.xor (local.get $d) (local.get $a))))))
        (local.set $b
          (i32x4.add (local.get $c)
            (v128.or (i32x4.shl (local.get $b) (i32.const 22)) (i32x4.shr_u (local.get $b) (i32.const 10)))))
        (local.set $sine (i32.add (local.get $sine) (i32.const 16)))
        (br_if $round1
          (local.tee $word (i32.and (i32.add (local.get $word) (i32.const 64)) (i32.const 255)))))
      ;; G, words 1, 6, 11 and so on.
      (loop $round2
        (local.set $a
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $a) (v128.load offset=272 (local.get $word)))
              (v128.load32_splat offset=0 (local.get $sine)))
            (i32x4.add (v128.andnot (local.get $c) (local.get $d)) (v128.and (local.get $b) (local.get $d)))))
        (local.set $a
          (i32x4.add (local.get $b)
            (v128.or (i32x4.shl (local.get $a) (i32.const 5)) (i32x4.shr_u (local.get $a) (i32.const 27)))))
        (local.set $d
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $d) (v128.load offset=352 (local.get $word)))
              (v128.load32_splat offset=4 (local.get $sine)))
            (i32x4.add (v128.andnot (local.get $b) (local.get $c)) (v128.and (local.get $a) (local.get $c)))))
        (local.set $d
          (i32x4.add (local.get $a)
            (v128.or (i32x4.shl (local.get $d) (i32.const 9)) (i32x4.shr_u (local.get $d) (i32.const 23)))))
        (local.set $c
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $c) (v128.load offset=432 (local.get $word)))
              (v128.load32_splat offset=8 (local.get $sine)))
            (i32x4.add (v128.andnot (local.get $a) (local.get $b)) (v128.and (local.get $d) (local.get $b)))))
        (local.set $c
          (i32x4.add (local.get $d)
            (v128.or (i32x4.shl (local.get $c) (i32.const 14)) (i32x4.shr_u (local.get $c) (i32.const 18)))))
        (local.set $b
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $b) (v128.load offset=256 (local.get $word)))
              (v128.load32_splat offset=12 (local.get $sine)))
            (i32x4.add (v128.andnot (local.get $d) (local.get $a)) (v128.and (local.get $c) (local.get $a)))))
        (local.set $b
          (i32x4.add (local.get $c)
            (v128.or (i32x4.shl (local.get $b) (i32.const 20)) (i32x4.shr_u (local.get $b) (i32.const 12)))))
        (local.set $sine (i32.add (local.get $sine) (i32.const 16)))
        (br_if $round2
          (local.tee $word (i32.and (i32.add (local.get $word) (i32.const 64)) (i32.const 255)))))
      ;; H, words 5, 8, 11 and so on.
      (loop $round3
        (local.set $a
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $a) (v128.load offset=336 (local.get $word)))
              (v128.load32_splat offset=0 (local.get $sine)))
            (v128.xor (v128.xor (local.get $c) (local.get $d)) (local.get $b))))
        (local.set $a
          (i32x4.add (local.get $b)
            (v128.or (i32x4.shl (local.get $a) (i32.const 4)) (i32x4.shr_u (local.get $a) (i32.const 28)))))
        (local.set $d
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $d) (v128.load offset=384 (local.get $word)))
              (v128.load32_splat offset=4 (local.get $sine)))
            (v128.xor (v128.xor (local.get $b) (local.get $c)) (local.get $a))))
        (local.set $d
          (i32x4.add (local.get $a)
            (v128.or (i32x4.shl (local.get $d) (i32.const 11)) (i32x4.shr_u (local.get $d) (i32.const 21)))))
        (local.set $c
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $c) (v128.load offset=432 (local.get $word)))
              (v128.load32_splat offset=8 (local.get $sine)))
            (v128.xor (v128.xor (local.get $a) (local.get $b)) (local.get $d))))
        (local.set $c
          (i32x4.add (local.get $d)
            (v128.or (i32x4.shl (local.get $c) (i32.const 16)) (i32x4.shr_u (local.get $c) (i32.const 16)))))
        (local.set $b
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $b) (v128.load offset=480 (local.get $word)))
              (v128.load32_splat offset=12 (local.get $sine)))
            (v128.xor (v128.xor (local.get $d) (local.get $a)) (local.get $c))))
        (local.set $b
          (i32x4.add (local.get $c)
            (v128.or (i32x4.shl (local.get $b) (i32.const 23)) (i32x4.shr_u (local.get $b) (i32.const 9)))))
        (local.set $sine (i32.add (local.get $sine) (i32.const 16)))
        (br_if $round3
          (local.tee $word (i32.and (i32.add (local.get $word) (i32.const -64)) (i32.const 255)))))
      ;; I, words 0, 7, 14 and so on.
      (loop $round4
        (local.set $a
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $a) (v128.load offset=256 (local.get $word)))
              (v128.load32_splat offset=0 (local.get $sine)))
            (v128.xor (local.get $c) (v128.or (local.get $b) (v128.not (local.get $d))))))
        (local.set $a
          (i32x4.add (local.get $b)
            (v128.or (i32x4.shl (local.get $a) (i32.const 6)) (i32x4.shr_u (local.get $a) (i32.const 26)))))
        (local.set $d
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $d) (v128.load offset=368 (local.get $word)))
              (v128.load32_splat offset=4 (local.get $sine)))
            (v128.xor (local.get $b) (v128.or (local.get $a) (v128.not (local.get $c))))))
        (local.set $d
          (i32x4.add (local.get $a)
            (v128.or (i32x4.shl (local.get $d) (i32.const 10)) (i32x4.shr_u (local.get $d) (i32.const 22)))))
        (local.set $c
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $c) (v128.load offset=480 (local.get $word)))
              (v128.load32_splat offset=8 (local.get $sine)))
            (v128.xor (local.get $a) (v128.or (local.get $d) (v128.not (local.get $b))))))
        (local.set $c
          (i32x4.add (local.get $d)
            (v128.or (i32x4.shl (local.get $c) (i32.const 15)) (i32x4.shr_u (local.get $c) (i32.const 17)))))
        (local.set $b
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $b) (v128.load offset=336 (local.get $word)))
              (v128.load32_splat offset=12 (local.get $sine)))
            (v128.xor (local.get $d) (v128.or (local.get $c) (v128.not (local.get $a))))))
        (local.set $b
          (i32x4.add (local.get $c)
            (v128.or (i32x4.shl (local.get $b) (i32.const 21)) (i32x4.shr_u (local.get $b) (i32.const 11)))))
        (local.set $sine (i32.add (local.get $sine) (i32.const 16)))
        (br_if $round4
          (local.tee $word (i32.and (i32.add (local.get $word) (i32.const -64)) (i32.const 255)))))

      (v128.store (local.get $digests) (i32x4.add (local.get $a) (i32x4.splat (i32.const 0x67452301))))
      (v128.store offset=16 (local.get $digests) (i32x4.add (local.get $b) (i32x4.splat (i32.const 0xefcdab89))))
      (v128.store offset=32 (local.get $digests) (i32x4.add (local.get $c) (i32x4.splat (i32.const 0x98badcfe))))
      (v128.store offset=48 (local.get $digests) (i32x4.add (local.get $d) (i32x4.splat (i32.const 0x10325476))))
      (local.set $digests (i32.add (local.get $digests) (i32.const 64)))
      (br_if $fours (i32.lt_u (local.tee $block (i32.add (local.get $block) (i32.const 256))) (local.get $end))))))
