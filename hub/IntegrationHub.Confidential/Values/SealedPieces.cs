namespace IntegrationHub.Confidential.Values;

/// <summary>
/// Values in several pieces: each is sealed by itself with its number and whether it is the last, so that none can be left out, repeated, put
/// elsewhere or cut off, and a large value never has to be held as a whole.
/// </summary>
public static class SealedPieces
{
    /// <summary>Seals pieces as they come; one is held back to know the last.</summary>
    /// <param name="cipher">What seals.</param>
    /// <param name="dataClass">Class of the value.</param>
    /// <param name="binding">Place of the first piece; the others follow it.</param>
    /// <param name="pieces">At least one; each needs to stay valid only until the next is asked for.</param>
    public static IEnumerable<byte[]> Seal(IValueCipher cipher, DataClass dataClass, ValueBinding binding, IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        byte[]? held = null;
        var part = binding.Part;
        foreach (var piece in pieces)
        {
            if (held is not null)
                yield return cipher.Seal(dataClass, binding with { Part = part++, IsLast = false }, held);

            held = piece.ToArray();
        }

        if (held is not null)
            yield return cipher.Seal(dataClass, binding with { Part = part, IsLast = true }, held);
    }

    /// <summary>Opens a value whose number of pieces is known, as their rows say it.</summary>
    /// <exception cref="SealedValueException">A piece does not open in its place.</exception>
    public static IEnumerable<byte[]> Open(IValueCipher cipher, ValueBinding binding, int count, IEnumerable<byte[]> pieces)
    {
        var number = 0;
        foreach (var piece in pieces)
        {
            yield return cipher.Open(binding with { Part = binding.Part + number, IsLast = number == count - 1 }, piece);
            number++;
        }

        if (number != count)
            throw new SealedValueException(SealedValueProblem.NotAuthentic, $"{SealedFormat.Place(binding)} has {number} of {count} pieces.");
    }
}
