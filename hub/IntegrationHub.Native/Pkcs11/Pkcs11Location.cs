namespace IntegrationHub.Native.Pkcs11;

/// <summary>A key in a device by reference: which library, which token, which object. It holds no secret.</summary>
/// <param name="Module">The vendor's shared library.</param>
/// <param name="TokenLabel">Label of the token; empty for any.</param>
/// <param name="TokenSerial">Serial number of the token; empty for any. One of the two is needed.</param>
/// <param name="KeyLabel">CKA_LABEL of the private key; empty for any.</param>
/// <param name="KeyId">CKA_ID of the private key; empty for any. One of the two is needed.</param>
public sealed record Pkcs11Location(string Module, string TokenLabel, string TokenSerial, string KeyLabel, ReadOnlyMemory<byte> KeyId)
{
    /// <summary>The key as people name it.</summary>
    public override string ToString() =>
        $"key {Named(KeyLabel, Convert.ToHexStringLower(KeyId.Span))} on token {Named(TokenLabel, TokenSerial)} of {Module}";

    private static string Named(string label, string number) => (label.Length, number.Length) switch
    {
        (0, _) => number,
        (_, 0) => $"\"{label}\"",
        _ => $"\"{label}\" ({number})",
    };
}
