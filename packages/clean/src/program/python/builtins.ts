/** What Python code may use without defining it, its keywords among them. */
export const pythonBuiltins: ReadonlySet<string> = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case print abs all any bin bool bytearray bytes callable chr complex dict dir divmod enumerate eval exec filter float format frozenset getattr hasattr hash help hex id input int isinstance issubclass iter len list locals globals map max min next object oct open ord pow property range repr reversed round set setattr slice sorted staticmethod classmethod str sum super tuple type vars zip np numpy math random ArithmeticError AssertionError AttributeError Exception IndexError KeyError NameError NotImplementedError OverflowError RuntimeError StopIteration TypeError ValueError ZeroDivisionError'.split(
    ' ',
  ),
)
