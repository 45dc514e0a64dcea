namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>
/// Puts a restored cluster in the place of the one in use. Both renames are the file system's, and whoever is killed between them leaves a state
/// that <see cref="Recover"/> knows: the old cluster starts, as if nothing had been tried.
/// </summary>
/// <remarks>Called under the lock of the folder, with no server running.</remarks>
internal static class ClusterSwap
{
    public const string Current = "cluster";

    private const string Restored = "cluster.restored";
    private const string Replaced = "cluster.replaced";

    /// <summary>Ends what a killed restore left half done.</summary>
    public static void Recover(string folder)
    {
        var (current, ready, replaced) = (Path.Combine(folder, Current), Path.Combine(folder, Restored), Path.Combine(folder, Replaced));
        if (Directory.Exists(replaced))
            Directory.Move(replaced, Directory.Exists(current) ? FreeName(folder, "replaced") : current);
        if (Directory.Exists(ready))
            Directory.Delete(ready, recursive: true);
    }

    /// <summary>Swaps and keeps what was replaced.</summary>
    /// <param name="folder">The folder that holds the cluster.</param>
    /// <param name="restored">The restored cluster, complete and on disk, on the same file system.</param>
    /// <param name="aside">Name for what is replaced.</param>
    /// <param name="between">Called between the two renames; for the tests.</param>
    /// <returns>Where the replaced cluster lies; null when there was none.</returns>
    public static string? Swap(string folder, string restored, string aside, Action between)
    {
        Recover(folder);
        var (current, ready, replaced) = (Path.Combine(folder, Current), Path.Combine(folder, Restored), Path.Combine(folder, Replaced));
        Directory.Move(restored, ready);
        var hadOne = Directory.Exists(current);
        if (hadOne)
            Directory.Move(current, replaced);
        between();
        Directory.Move(ready, current);
        if (!hadOne)
            return null;
        var kept = FreeName(folder, aside);
        Directory.Move(replaced, kept);
        return kept;
    }

    private static string FreeName(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        for (var i = 2; Directory.Exists(path); i++)
            path = Path.Combine(folder, $"{name}-{i}");
        return path;
    }
}
