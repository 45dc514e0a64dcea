using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IntegrationHub.Schemas.Patterns;

namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>
/// Matchers over raw document bytes. Each gives the length of a content that is certainly valid and ends at a '&lt;', or -1
/// where it is not certain. They may say -1 to a valid value (the slow way then decides), never a length to an invalid one.
/// </summary>
internal abstract class FastMatch
{
    public static FastMatch General { get; } = new GeneralMatch();

    public abstract int Match(AtomicType type, ReadOnlySpan<byte> text);

    /// <summary>False where no content it takes holds a '&gt;'.</summary>
    public virtual bool MayTakeGreaterThan => true;

    /// <summary>False where none of the codes holds a '&gt;'.</summary>
    public static bool AnyHoldsGreaterThan(CodeSet codes) => codes.Values.Any(code => code.AsSpan().Contains((byte)'>'));

    /// <summary>The matcher for a type with these facets.</summary>
    public static FastMatch For(AtomicType type)
    {
        bool lengths = type.Length is not null || type.MinLength is not null || type.MaxLength is not null;
        bool bounds = type.MinInclusive is not null || type.MaxInclusive is not null || type.MinExclusive is not null || type.MaxExclusive is not null;
        bool pattern = type.Patterns.Length > 0;
        if (type.Enumeration is not null && !pattern && !lengths && type.Primitive is (Primitive.String or Primitive.Nmtoken))
            return type.Enumeration.Values.All(IsPlain) ? new CodeMatch(type.Enumeration) : General;
        if (type.Enumeration is not null || type.Numbers is not null) return General;
        if (type.Primitive == Primitive.String && !pattern && type.Length is null && type.MinLength is null && type.WhiteSpace == WhiteSpace.Preserve)
            return new StringMatch(type.MaxLength ?? int.MaxValue);
        if (type.Primitive == Primitive.Decimal && !pattern && !bounds && type.FractionDigits is null)
            return new DecimalMatch(type.TotalDigits ?? int.MaxValue);
        if (type.Primitive == Primitive.Integer && !pattern && type.TotalDigits is null && type.MinExclusive is null && type.MaxExclusive is null
            && Small(type.MinInclusive) is { } min && Small(type.MaxInclusive) is { } max && min <= max)
            return new CountMatch((uint)min, (uint)max);
        bool onlyOne = type.Patterns.Length == 1 && !lengths && !bounds;
        // The patterns allow years from 0000 on, xs:dateTime only from 0001 on: the matcher leaves that year to the slow way.
        if (onlyOne && type.Primitive is (Primitive.String or Primitive.DateTime)
            && type.Patterns[0].Recognised is RecognisedPattern.DateTimeSeconds or RecognisedPattern.DateTimeMinutes)
            return new InstantMatch(type.Patterns[0].Recognised, type.Primitive == Primitive.DateTime);
        return General;
    }

    /// <summary>All values of types that are nothing but enumerations of texts; null where one is not.</summary>
    public static CodeSet? CodesOf(ReadOnlySpan<SimpleType> members)
    {
        var all = new List<byte[]>();
        foreach (var member in members)
        {
            if (member is UnionType { Codes: { } nested, Enumeration: null, Patterns.Length: 0 }) all.AddRange(nested.Values);
            else if (member is AtomicType { Fast: CodeMatch, Enumeration: { } codes }) all.AddRange(codes.Values);
            else return null;
        }
        return new CodeSet(all);
    }

    /// <summary>Matches a code of up to seven bytes without a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MatchCode(CodeSet codes, ReadOnlySpan<byte> text)
    {
        unchecked
        {
            if (text.Length < 8) return -1;
            ulong word = Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(text));
            ulong less = word ^ 0x3C3C3C3C3C3C3C3C;
            ulong hit = (less - 0x0101010101010101) & ~less & 0x8080808080808080;
            // The lowest hit is exact: a false one can only stand above a true one.
            int length = BitOperations.TrailingZeroCount(hit) >> 3;
            if (length is 0 or 8) return -1;
            ulong key = word & ((1UL << (length * 8)) - 1);
            return codes.ContainsKey(key) ? length : -1;
        }
    }

    // A code that would have to be escaped in a document must not be found there as it stands.
    private static bool IsPlain(byte[] code) => code.AsSpan().IndexOfAny("<&\r]"u8) < 0;

    private static long? Small(byte[]? bound) =>
        bound is not null && long.TryParse(bound, out long value) && value is >= 0 and <= 999_999_999 ? value : null;

    private sealed class GeneralMatch : FastMatch
    {
        public override int Match(AtomicType type, ReadOnlySpan<byte> text) => type.MatchSlowly(text);
    }

    private sealed class CodeMatch(CodeSet codes) : FastMatch
    {
        public override bool MayTakeGreaterThan { get; } = AnyHoldsGreaterThan(codes);

        public override int Match(AtomicType type, ReadOnlySpan<byte> text)
        {
            int length = MatchCode(codes, text);
            return length >= 0 ? length : type.MatchSlowly(text);
        }
    }

    private sealed class DecimalMatch(int totalDigits) : FastMatch
    {
        public override bool MayTakeGreaterThan => false;

        public override int Match(AtomicType type, ReadOnlySpan<byte> text)
        {
            unchecked
            {
                int i = 0;
                if (text.Length > 0 && text[0] is ((byte)'-' or (byte)'+')) i = 1;
                int start = i;
                while ((uint)i < (uint)text.Length && (uint)(text[i] - '0') <= 9) i++;
                int digits = i - start;
                if ((uint)i < (uint)text.Length && text[i] == (byte)'.')
                {
                    start = ++i;
                    while ((uint)i < (uint)text.Length && (uint)(text[i] - '0') <= 9) i++;
                    digits += i - start;
                }
                if (digits == 0 || (uint)i >= (uint)text.Length || text[i] != (byte)'<') return -1;
                return digits <= totalDigits ? i : type.MatchSlowly(text);
            }
        }
    }

    private sealed class CountMatch(uint min, uint max) : FastMatch
    {
        public override bool MayTakeGreaterThan => false;

        public override int Match(AtomicType type, ReadOnlySpan<byte> text)
        {
            unchecked
            {
                uint value = 0;
                int i = 0;
                for (; i < 9 && (uint)i < (uint)text.Length; i++)
                {
                    uint digit = (uint)text[i] - '0';
                    if (digit > 9) break;
                    value = (value * 10) + digit;
                }
                return i > 0 && (uint)i < (uint)text.Length && text[i] == (byte)'<' && value >= min && value <= max ? i : -1;
            }
        }
    }

    private sealed class StringMatch(int maxLength) : FastMatch
    {
        public override int Match(AtomicType type, ReadOnlySpan<byte> text)
        {
            unchecked
            {
                // Non-ASCII and everything that means something other than itself goes the slow way.
                ref byte start = ref MemoryMarshal.GetReference(text);
                int last = text.Length - Vector256<byte>.Count;
                for (int i = 0; i <= last && i < 1024; i += Vector256<byte>.Count)
                {
                    var v = Vector256.LoadUnsafe(ref start, (nuint)i);
                    var stop = Vector256.Equals(v, Vector256.Create((byte)'<')) | Vector256.Equals(v, Vector256.Create((byte)'&'))
                        | Vector256.Equals(v, Vector256.Create((byte)'\r')) | Vector256.Equals(v, Vector256.Create((byte)']'));
                    uint bits = (stop | (v & Vector256.Create((byte)0x80))).ExtractMostSignificantBits();
                    if (bits == 0) continue;
                    i += BitOperations.TrailingZeroCount(bits);
                    return text[i] == (byte)'<' && i <= maxLength ? i : type.MatchSlowly(text);
                }
                return type.MatchSlowly(text);
            }
        }
    }

    private sealed class InstantMatch(RecognisedPattern pattern, bool realYear) : FastMatch
    {
        public override bool MayTakeGreaterThan => false;

        public override int Match(AtomicType type, ReadOnlySpan<byte> text)
        {
            int length = pattern == RecognisedPattern.DateTimeSeconds ? 20 : 17;
            if (text.Length <= length || text[length] != (byte)'<' || !RecognisedPatterns.IsMatch(pattern, text[..length])) return -1;
            return realYear && text.StartsWith("0000"u8) ? -1 : length;
        }
    }
}
