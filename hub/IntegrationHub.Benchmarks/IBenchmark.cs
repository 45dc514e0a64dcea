namespace IntegrationHub.Benchmarks;

/// <summary>One bench of <c>ihub bench</c>. It measures, reports rows as they come, and decides nothing about form.</summary>
public interface IBenchmark
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>One line for help, without a full stop.</summary>
    string Description { get; }

    /// <summary>Runs it.</summary>
    /// <param name="settings">What the command line asked for.</param>
    /// <param name="progress">Called with a short text whenever something new begins.</param>
    /// <param name="cancellationToken">Stops between two measurements.</param>
    Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken);
}

/// <summary>What the command line can ask of any bench.</summary>
/// <param name="DocumentsFolder">Documents to measure instead of the bench's own (<c>--documents DIR</c>), or <c>null</c>.</param>
/// <param name="Quick">Fewer repetitions and smaller documents: to see that it works, not to quote (<c>--quick</c>).</param>
/// <param name="DataFolder">Full path of a folder the bench may fill and must leave empty behind it.</param>
public sealed record BenchSettings(string? DocumentsFolder, bool Quick, string DataFolder)
{
    /// <summary>Most rows a bench that grows something grows it to (<c>--rows N</c>), or <c>null</c> for its own number.</summary>
    public long? Rows { get; init; }
}
