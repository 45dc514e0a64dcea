using System.Runtime.InteropServices;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>A SHA-256 value of 32 octets, kept without an allocation of its own.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
[StructLayout(LayoutKind.Sequential, Size = Length)]
public readonly struct LedgerHash : IEquatable<LedgerHash>
{
    /// <summary>Octets of a hash.</summary>
    public const int Length = 32;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <summary>Copies 32 octets.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32.</exception>
    public LedgerHash(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != Length)
            throw new ArgumentException("A ledger hash has 32 octets.", nameof(octets));
        this = MemoryMarshal.Read<LedgerHash>(octets);
    }

    public static bool operator ==(LedgerHash left, LedgerHash right) => left.Equals(right);

    public static bool operator !=(LedgerHash left, LedgerHash right) => !left.Equals(right);

    public void CopyTo(Span<byte> target) => MemoryMarshal.Write(target, in this);

    public byte[] ToArray()
    {
        var octets = new byte[Length];
        CopyTo(octets);
        return octets;
    }

    public string ToBase64() => Convert.ToBase64String(ToArray());

    public bool Equals(LedgerHash other) =>
        first == other.first && second == other.second && third == other.third && fourth == other.fourth;

    public override bool Equals(object? obj) => obj is LedgerHash other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(first, second, third, fourth);

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
