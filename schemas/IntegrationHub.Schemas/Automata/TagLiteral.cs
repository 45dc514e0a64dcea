using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IntegrationHub.Schemas.Automata;

/// <summary>
/// The bytes by which the fast path knows a tag: <c>name&gt;</c>, or <c>name attribute="</c> where the element's value carries
/// its one attribute. Names of up to 32 bytes are compared at once, under a mask, without a loop.
/// </summary>
internal sealed class TagLiteral
{
    /// <summary>The longest literal that is made.</summary>
    public const int MaxLength = 128;

    public readonly Vector256<byte> Head, Mask;
    public readonly int Length;
    private readonly byte[]? _tail;

    public TagLiteral(ReadOnlySpan<byte> bytes)
    {
        Length = bytes.Length;
        Span<byte> head = stackalloc byte[32];
        Span<byte> mask = stackalloc byte[32];
        head.Clear();
        mask.Clear();
        int first = Math.Min(32, bytes.Length);
        bytes[..first].CopyTo(head);
        mask[..first].Fill(0xFF);
        Head = Vector256.Create<byte>(head);
        Mask = Vector256.Create<byte>(mask);
        _tail = bytes.Length > 32 ? bytes[32..].ToArray() : null;
    }

    /// <summary>True where the literal stands at <paramref name="at"/>. At least <see cref="MaxLength"/> bytes must be readable there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ref byte start, nuint at)
    {
        var found = Vector256.LoadUnsafe(ref start, at) & Mask;
        return found == Head && (_tail is null || TailIsAt(ref start, at));
    }

    private bool TailIsAt(ref byte start, nuint at)
    {
        for (int i = 0; i < _tail!.Length; i++)
            if (Unsafe.Add(ref start, at + 32 + (nuint)i) != _tail[i]) return false;
        return true;
    }
}
