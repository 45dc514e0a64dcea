namespace IntegrationHub.Storage;

/// <summary>The migrations that the program knows against those that the database has.</summary>
/// <param name="Applied">Both know them.</param>
/// <param name="Pending">The database lacks them.</param>
/// <param name="Unknown">The program lacks them: a newer one wrote the database.</param>
public sealed record MigrationState(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown)
{
    public static MigrationState Of(IEnumerable<string> known, IEnumerable<string> applied)
    {
        var (program, database) = (known.Order(StringComparer.Ordinal).ToList(), applied.ToHashSet(StringComparer.Ordinal));
        return new(
            [.. program.Where(database.Contains)],
            [.. program.Where(name => !database.Contains(name))],
            [.. database.Except(program, StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Why the database cannot be brought to the program's schema, or <c>null</c>.</summary>
    public StorageSetupException? Refusal => Unknown.Count == 0
        ? null
        : new StorageSetupException(
            $"The database was written by a newer program (it has {string.Join(", ", Unknown)}).", "Start the newer program, or restore a backup of the older one.")
        {
            Code = "STORAGE_NEWER_SCHEMA",
        };
}
