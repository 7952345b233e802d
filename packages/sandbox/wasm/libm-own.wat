 ;; What no function of the Math table gives by itself.
 ;; hypot of two: QuickJS has musl's inlined where Math.hypot folds its arguments from the left. The steps are those of
 ;; musl's hypot (MIT, Rich Felker and others), which the results must equal to the bit.
 (func $square_error (param $x f64) (result f64)
  (local $split f64) (local $high f64) (local $low f64)
  (local.set $split (f64.mul (local.get $x) (f64.const 134217729)))
  (local.set $high (f64.add (f64.sub (local.get $x) (local.get $split)) (local.get $split)))
  (local.set $low (f64.sub (local.get $x) (local.get $high)))
  (f64.add
   (f64.add
    (f64.sub (f64.mul (local.get $high) (local.get $high)) (f64.mul (local.get $x) (local.get $x)))
    (f64.mul (f64.mul (f64.const 2) (local.get $high)) (local.get $low)))
   (f64.mul (local.get $low) (local.get $low))))
 (func (export "hypot") (param $a f64) (param $b f64) (result f64)
  (local $large f64) (local $small f64) (local $scale f64) (local $largeExponent i64) (local $smallExponent i64)
  (local.set $a (f64.abs (local.get $a)))
  (local.set $b (f64.abs (local.get $b)))
  (local.set $large (local.get $a))
  (local.set $small (local.get $b))
  ;; By their bits, so that a NaN is the larger one.
  (if (i64.lt_u (i64.reinterpret_f64 (local.get $a)) (i64.reinterpret_f64 (local.get $b)))
   (then (local.set $large (local.get $b)) (local.set $small (local.get $a))))
  (local.set $largeExponent (i64.shr_u (i64.reinterpret_f64 (local.get $large)) (i64.const 52)))
  (local.set $smallExponent (i64.shr_u (i64.reinterpret_f64 (local.get $small)) (i64.const 52)))
  (if (i64.eq (local.get $smallExponent) (i64.const 2047)) (then (return (local.get $small))))
  (if (i32.or (i64.eq (local.get $largeExponent) (i64.const 2047)) (f64.eq (local.get $small) (f64.const 0)))
   (then (return (local.get $large))))
  (if (i64.gt_s (i64.sub (local.get $largeExponent) (local.get $smallExponent)) (i64.const 64))
   (then (return (f64.add (local.get $large) (local.get $small)))))
  (local.set $scale (f64.const 1))
  (if (i64.gt_u (local.get $largeExponent) (i64.const 1533))
   (then
    (local.set $scale (f64.const 0x1p700))
    (local.set $large (f64.mul (local.get $large) (f64.const 0x1p-700)))
    (local.set $small (f64.mul (local.get $small) (f64.const 0x1p-700))))
   (else
    (if (i64.lt_u (local.get $smallExponent) (i64.const 573))
     (then
      (local.set $scale (f64.const 0x1p-700))
      (local.set $large (f64.mul (local.get $large) (f64.const 0x1p700)))
      (local.set $small (f64.mul (local.get $small) (f64.const 0x1p700)))))))
  (f64.mul (local.get $scale)
   (f64.sqrt
    (f64.add
     (f64.add
      (f64.add (call $square_error (local.get $small)) (call $square_error (local.get $large)))
      (f64.mul (local.get $small) (local.get $small)))
     (f64.mul (local.get $large) (local.get $large))))))
 ;; ToInt32 of ECMAScript, section 7.1.6, for any float64.
 (func (export "toint32") (param $x f64) (result i32)
  (local $bits i64) (local $exponent i32) (local $shifted i32)
  ;; Where it fits into 64 bits, their lower half is the answer.
  (if (f64.lt (f64.abs (local.get $x)) (f64.const 0x1.fffffffffffffp+62))
   (then (return (i32.wrap_i64 (i64.trunc_sat_f64_s (local.get $x))))))
  (local.set $bits (i64.reinterpret_f64 (local.get $x)))
  (local.set $exponent
   (i32.sub (i32.and (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 52))) (i32.const 2047)) (i32.const 1075)))
  ;; Multiples of 2^32, the infinities and NaN.
  (if (i32.ge_s (local.get $exponent) (i32.const 32)) (then (return (i32.const 0))))
  (local.set $shifted (i32.shl (i32.wrap_i64 (local.get $bits)) (local.get $exponent)))
  (select
   (i32.sub (i32.const 0) (local.get $shifted))
   (local.get $shifted)
   (i64.lt_s (local.get $bits) (i64.const 0))))
