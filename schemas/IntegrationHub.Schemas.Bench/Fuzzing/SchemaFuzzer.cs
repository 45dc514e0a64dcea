using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Bench.Fuzzing;

/// <summary>A document on which two ways of validating disagree.</summary>
/// <param name="Document">The document.</param>
/// <param name="Seed">Number of the mutation, for finding it again.</param>
/// <param name="What">Both verdicts.</param>
public sealed record Disagreement(byte[] Document, long Seed, string What);

/// <summary>What a run found.</summary>
public sealed record FuzzReport(long Documents, long Valid, long Known, IReadOnlyList<Disagreement> Disagreements);

/// <summary>
/// Holds the engine against the framework's validator over mutated documents, and the engine in pieces against the engine at
/// once. Deterministic in its seed. Not thread safe.
/// </summary>
/// <param name="source">The schemas.</param>
/// <param name="catalog">The same, compiled.</param>
public sealed class SchemaFuzzer(ISchemaSource source, ProfileCatalog catalog)
{
    private readonly Dictionary<string, ReferenceValidator> _references = new(StringComparer.Ordinal);

    /// <summary>Mutates documents of the corpus and compares the verdicts.</summary>
    /// <param name="corpus">Documents the catalog knows.</param>
    /// <param name="seed">Where the choices begin.</param>
    /// <param name="count">How many documents to make.</param>
    /// <param name="keepGoing">Asked now and then; false ends the run early.</param>
    public FuzzReport Run(IReadOnlyList<byte[]> corpus, long seed, long count, Func<bool>? keepGoing = null)
    {
        var found = new List<Disagreement>();
        long valid = 0, known = 0, done = 0;
        for (; done < count && found.Count < 20; done++)
        {
            if (done % 64 == 0 && keepGoing?.Invoke() == false) break;
            var random = new Random(HashCode(seed + done));
            byte[] basis = corpus[random.Next(corpus.Count)];
            if (catalog.Recognise(basis) is not { } profile) continue;
            byte[] document = new XmlMutator(random).Mutate(basis);

            var ours = DocumentValidator.Validate(document, profile);
            if (ours.IsValid) valid++;
            if (Pieces(document, profile, random) is var pieces && !SameErrors(document, ours, pieces))
                found.Add(new Disagreement(document, seed + done, $"at once: {Describe(ours)}; in pieces: {Describe(pieces)}"));
            var (accepted, complaint) = Reference(profile).Validate(document, profile.Id.RootElement, profile.Id.Namespace);
            if (accepted == ours.IsValid) continue;
            if (KnownDifferences.Explain(document, ours, complaint) is not null) known++;
            else found.Add(new Disagreement(document, seed + done, $"ours: {Describe(ours)}; framework: {(accepted ? "valid" : complaint)}"));
        }
        return new FuzzReport(done, valid, known, found);
    }

    private ReferenceValidator Reference(Profile profile)
    {
        if (!_references.TryGetValue(profile.SourceFile, out var reference))
            _references.Add(profile.SourceFile, reference = ReferenceValidator.Load(source, profile.SourceFile));
        return reference;
    }

    private static ValidationResult Pieces(byte[] document, Profile profile, Random random)
    {
        var validator = new StreamingValidator(profile);
        for (int at = 0; at < document.Length;)
        {
            int length = Math.Min(document.Length - at, random.Next(4) == 0 ? 1 + random.Next(4) : 1 + random.Next(600));
            validator.Push(document.AsSpan(at, length));
            at += length;
        }
        return validator.Complete();
    }

    // UTF-16 that breaks off is refused as a whole at once, and where it breaks in pieces.
    private static bool SameErrors(byte[] document, ValidationResult left, ValidationResult right)
    {
        if (left.IsValid != right.IsValid) return false;
        if (document is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return left.IsUnreadable == right.IsUnreadable;
        return left.Errors.SequenceEqual(right.Errors);
    }

    private static string Describe(ValidationResult result) =>
        result.IsValid ? "valid" : string.Join(" | ", result.Errors.Take(3));

    private static int HashCode(long seed) => unchecked((int)((ulong)seed * 0x9E3779B97F4A7C15 >> 33));
}
