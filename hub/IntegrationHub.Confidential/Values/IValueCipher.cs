namespace IntegrationHub.Confidential.Values;

/// <summary>Port: seals values for where they lie and opens them there.</summary>
/// <remarks>
/// Thread-safe. Sealing and opening are computations; once per data key and process they wait for the store of data keys (see
/// <see cref="DataKeys.DataKeyRing"/>).
/// </remarks>
public interface IValueCipher
{
    /// <summary>Seals a value under the present data key of its class.</summary>
    /// <param name="dataClass">Personal or confidential.</param>
    /// <param name="binding">Where it will lie.</param>
    /// <param name="plain">At most <see cref="SealedFormat.MaxPlainBytes"/>; larger ones go in pieces (<see cref="SealedPieces"/>).</param>
    /// <returns>The sealed value: <see cref="SealedFormat.Overhead"/> bytes longer.</returns>
    byte[] Seal(DataClass dataClass, in ValueBinding binding, ReadOnlySpan<byte> plain);

    /// <summary>Opens a sealed value, whichever suite and data key it names.</summary>
    /// <exception cref="SealedValueException">It is not sealed, was altered, lies in another place, or its key is not to be had.</exception>
    byte[] Open(in ValueBinding binding, ReadOnlySpan<byte> value);
}
