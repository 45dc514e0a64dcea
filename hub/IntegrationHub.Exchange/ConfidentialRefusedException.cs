namespace IntegrationHub.Exchange;

/// <summary>Confidential data may not be used on the store as it lies on its disk now. Nothing was read or written.</summary>
/// <param name="module">Who asked.</param>
/// <param name="code">Stable code.</param>
/// <param name="text">Why not.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class ConfidentialRefusedException(string module, string code, string text, string remedy) : Exception($"{module} holds confidential data and does not work: {text}")
{
    public string Code => code;

    public string Remedy => remedy;
}
