namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>A valid document says something that its record does not hold. Never leaves the readers: they report it as an error.</summary>
internal sealed class NotHeldException(string path, Exception inner) : Exception(Said(inner), inner)
{
    /// <summary>Where, as errors say it.</summary>
    public string Path { get; } = path;

    /// <summary>The error's stable code.</summary>
    public string Code => InnerException is OverflowException ? "schema.number_too_large" : "schema.not_held";

    // What the records' checks say, with the property in front instead of in the framework's words behind it.
    private static string Said(Exception inner)
    {
        if (inner is not ArgumentException { ParamName: { Length: > 0 } property }) return inner.Message;
        int words = inner.Message.IndexOf(" (Parameter ", StringComparison.Ordinal);
        return $"{property}: {(words < 0 ? inner.Message : inner.Message[..words])}";
    }
}
