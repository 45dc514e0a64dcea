using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Host.Schemas;

/// <summary>Checks documents against a set of schemas and, where asked for, against the rules beyond them.</summary>
/// <param name="catalog">The profiles.</param>
/// <param name="rules">What the rules need to know, or <c>null</c> to leave them out.</param>
internal sealed class DocumentChecker(ProfileCatalog catalog, RuleContext? rules)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Checks one document. Without rules memory does not depend on its size; with them the document is held while it is checked.</summary>
    /// <param name="name">For the verdict.</param>
    /// <param name="document">Read to its end.</param>
    /// <param name="read">Called with the number of bytes after each piece.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    public async Task<DocumentVerdict> CheckAsync(string name, Stream document, Action<int> read, CancellationToken cancellationToken) =>
        rules is null
            ? DocumentVerdict.Of(name, await StreamAsync(document, read, cancellationToken), [])
            : await WithRulesAsync(name, document, rules, read, cancellationToken);

    private async Task<ValidationResult> StreamAsync(Stream document, Action<int> read, CancellationToken cancellationToken)
    {
        var validator = new StreamingValidator(catalog);
        var chunk = new byte[ChunkBytes];
        for (int count; (count = await document.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            validator.Push(chunk.AsSpan(0, count));
            read(count);
        }

        return validator.Complete();
    }

    private async Task<DocumentVerdict> WithRulesAsync(string name, Stream document, RuleContext context, Action<int> read, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await document.CopyToAsync(whole, cancellationToken);
        var bytes = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        read(bytes.Length);

        var validation = DocumentValidator.Validate(bytes, catalog);
        var profile = validation is { IsValid: true, Profile: { } id } ? catalog.Find(id.RootElement, id.Namespace) : null;
        return profile is not null && DocumentValidator.Read(bytes, null, profile).Document is { } market
            ? DocumentVerdict.Of(name, validation, DocumentRules.Check(market, context))
            : DocumentVerdict.Of(name, validation, []);
    }
}
