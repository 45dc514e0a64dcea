using IntegrationHub.Benchmarks;
using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Bench.Speed;

/// <summary>
/// <c>ihub bench schemas</c>: our validator and validate-and-read beside the framework's reader, validating reader and
/// serializer, xmllint, and a bare scan for tags, on the same bytes, with every check on; and a document inside a signed message, verified,
/// validated and read in one walk. One thread; medians of processor time.
/// </summary>
/// <remarks>
/// Summary: <c>min_ratio_vs_framework</c>, <c>min_ratio_vs_xmllint</c>, <c>min_mb_per_second</c>, <c>growth_mb_500mb</c>, and
/// <c>one_walk_share</c>: the lowest speed of the one walk over that of the slowest of its parts alone.
/// </remarks>
/// <param name="schemasFolder">The shipped schemas.</param>
/// <param name="time">For the certificate that signs.</param>
public sealed class SchemaBenchmark(string schemasFolder, TimeProvider time) : IBenchmark
{
    private const long Big = 500_000_000;

    private readonly List<BenchRow> _rows = [];
    private readonly List<double> _toFramework = [], _toXmlLint = [], _speeds = [], _oneWalk = [];
    private double _growth;

    /// <inheritdoc/>
    public string Name => "schemas";

    /// <inheritdoc/>
    public string Description => "Validating and reading documents, beside the framework and xmllint";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        _rows.Clear();
        _toFramework.Clear();
        _toXmlLint.Clear();
        _speeds.Clear();
        _oneWalk.Clear();
        _growth = 0;
        var source = new FolderSchemaSource(schemasFolder);
        var load = ProfileCatalog.Load(source, new CatalogOptions { KeepUnambiguous = true });
        var catalog = load.Catalog ?? throw new InvalidOperationException(load.Errors[0].ToString());
        if (settings.DocumentsFolder is { } folder) Foreign(folder, catalog, source, settings, progress, cancellationToken);
        else Own(catalog, source, settings, progress, cancellationToken);

        var summary = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["min_ratio_vs_framework"] = _toFramework.Count > 0 ? _toFramework.Min() : 0,
            ["min_ratio_vs_xmllint"] = _toXmlLint.Count > 0 ? _toXmlLint.Min() : 0,
            ["min_mb_per_second"] = _speeds.Count > 0 ? _speeds.Min() : 0,
            ["growth_mb_500mb"] = _growth,
        };
        if (_oneWalk.Count > 0) summary["one_walk_share"] = _oneWalk.Min();
        return Task.FromResult(new BenchReport(Name, MachineDescription.OfThisMachine(), [.. _rows], summary));
    }

    private void Own(ProfileCatalog catalog, ISchemaSource source, BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        foreach (var type in BenchDocument.All)
        {
            var profile = catalog.Find(type.RootName, type.Namespace) ?? throw new InvalidOperationException($"There is no profile for {type.Name}.");
            var reference = ReferenceValidator.Load(source, profile.SourceFile);
            foreach (long size in settings.Quick ? [20_000L, 1_000_000] : new[] { 20_000L, 1_000_000, 10_000_000 })
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress($"{type.Name} {Size(size)}");
                byte[] document = type.Whole(size);
                InMemory(type.Name, size, document, profile, reference, settings, Contenders.Serializer(type));
                InMessage(type.Name, size, document, profile, settings);
            }
            if (settings.Quick) continue;
            progress($"{type.Name} {Size(Big)}");
            OnDisk(type, profile, reference, settings, cancellationToken);
        }
    }

    private void Foreign(string folder, ProfileCatalog catalog, ISchemaSource source, BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            byte[] document = File.ReadAllBytes(file);
            if (catalog.Recognise(document) is not { } profile || !DocumentValidator.Validate(document, profile).IsValid)
            {
                progress($"{Path.GetFileName(file)}: no valid document of a shipped profile, left out");
                continue;
            }
            progress(Path.GetFileName(file));
            InMemory(Path.GetFileName(file), document.Length, document, profile, ReferenceValidator.Load(source, profile.SourceFile), settings, null);
        }
    }

    private void InMemory(string name, long size, byte[] document, Profile profile, ReferenceValidator reference, BenchSettings settings, System.Xml.Serialization.XmlSerializer? serializer)
    {
        int runs = settings.Quick ? 3 : 5;
        double ours = Row(name, size, "validate", document.Length, Measurement.Of(() => Contenders.Validate(document, profile), runs));
        double read = Row(name, size, "validate and read", document.Length, Measurement.Of(() => Contenders.ValidateAndRead(document, profile), runs));
        Row(name, size, "scan for tags", document.Length, Measurement.Of(() => Contenders.ScanForTags(document), runs));
        Row(name, size, "XmlReader", document.Length, Measurement.Of(() => Contenders.FrameworkReader(new MemoryStream(document)), runs));
        double framework = Row(name, size, "XmlReader with XmlSchemaSet", document.Length, Measurement.Of(() => reference.Read(new MemoryStream(document)), runs));
        if (serializer is not null)
        {
            Row(name, size, "XmlSerializer", document.Length, Measurement.Of(() => Contenders.Deserialize(serializer, document), runs));
            Row(name, size, "validate and read, typed", document.Length, Measurement.Of(() => Contenders.ValidateAndReadTyped(document, profile), runs));
        }
        if (document.Length < 1_000_000) return;
        _speeds.Add(ours);
        Ratio(name, size, "framework", ours / framework, _toFramework);
        Ratio(name, size, "framework, reading", read / framework, null);
        if (document.Length < 10_000_000) return;
        string file = Path.Combine(settings.DataFolder, "document.xml");
        File.WriteAllBytes(file, document);
        XmlLint(name, size, file, document.Length, profile, ours, runs, settings);
        File.Delete(file);
    }

    private void InMessage(string name, long size, byte[] original, Profile profile, BenchSettings settings)
    {
        int runs = settings.Quick ? 3 : 5;
        using var walk = new OneWalk(time.GetUtcNow());
        var (message, document) = walk.Message(original);
        // The first of all has far more code to compile than a single pass warms up.
        if (_oneWalk.Count == 0) _ = Measurement.Of(() => walk.Together(message, document, profile), 20);
        double verify = Row(name, size, "in a message: verify", message.Length, Measurement.Of(() => walk.Verify(message), runs));
        double digest = Row(name, size, "in a message: digest", message.Length, Measurement.Of(() => OneWalk.Digest(document), runs));
        double read = Row(name, size, "in a message: validate and read", message.Length, Measurement.Of(() => OneWalk.Read(document, profile), runs));
        double together = Row(name, size, "in a message: all in one walk", message.Length, Measurement.Of(() => walk.Together(message, document, profile), runs));
        Ratio(name, size, "the slowest part alone", together / Math.Min(verify, Math.Min(digest, read)), _oneWalk);
    }

    private void OnDisk(BenchDocument type, Profile profile, ReferenceValidator reference, BenchSettings settings, CancellationToken cancellationToken)
    {
        string file = Path.Combine(settings.DataFolder, "document.xml");
        long length = 0;
        using (var output = File.Create(file))
        {
            foreach (byte[] piece in type.Pieces(Big))
            {
                output.Write(piece);
                length += piece.Length;
            }
        }
        cancellationToken.ThrowIfCancellationRequested();
        double ours = Row(type.Name, Big, "validate", length, Timed(() => WithFile(file, stream => Contenders.Stream(stream, profile)), 5));
        Grow(type.Name, () => WithFile(file, stream => Contenders.Stream(stream, profile)));
        Row(type.Name, Big, "XmlReader", length, Timed(() => WithFile(file, Contenders.FrameworkReader), 1));
        cancellationToken.ThrowIfCancellationRequested();
        double framework = Row(type.Name, Big, "XmlReader with XmlSchemaSet", length, Timed(() => WithFile(file, reference.Read), 1));
        _speeds.Add(ours);
        Ratio(type.Name, Big, "framework", ours / framework, _toFramework);
        XmlLint(type.Name, Big, file, length, profile, ours, 1, settings);
        File.Delete(file);
    }

    /// <summary>Long passes, already warm from the smaller sizes.</summary>
    private static Measurement Timed(Action pass, int runs)
    {
        var seconds = new List<double>();
        long allocated = 0;
        for (int run = 0; run < runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            pass();
            seconds.Add((Environment.CpuUsage.TotalTime - start).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return new Measurement(BenchStatistics.Median(seconds), allocated, runs);
    }

    private static void WithFile(string file, Action<Stream> read)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        read(stream);
    }

    private void Grow(string name, Action pass)
    {
        double growth = ResidentMemory.GrowthDuring(pass) / 1e6;
        _rows.Add(new BenchRow($"{name} 500 MB memory growth", growth, "MB"));
        _growth = Math.Max(_growth, growth);
    }

    private void XmlLint(string name, long size, string file, long length, Profile profile, double ours, int runs, BenchSettings settings)
    {
        string schema = Path.Combine(schemasFolder, profile.SourceFile);
        string empty = Path.Combine(settings.DataFolder, "small.xml");
        using (var whole = File.OpenRead(file))
        using (var small = File.Create(empty)) SmallestOf(whole, small);
        var startUps = Enumerable.Range(0, 5).Select(_ => Contenders.XmlLint(schema, empty)).OfType<double>().ToList();
        var times = Enumerable.Range(0, runs).Select(_ => Contenders.XmlLint(schema, file)).OfType<double>().ToList();
        File.Delete(empty);
        if (times.Count == 0 || startUps.Count == 0) return;
        double seconds = Math.Max(BenchStatistics.Median(times) - BenchStatistics.Median(startUps), 1e-3);
        double speed = Row(name, size, "xmllint --stream --schema", length, new Measurement(seconds, 0, times.Count));
        Ratio(name, size, "xmllint", ours / speed, _toXmlLint);
    }

    // The start-up of xmllint is that of a document with one series: nearly all of it is loading the schema.
    private static void SmallestOf(Stream whole, Stream small)
    {
        byte[] start = new byte[64 * 1024];
        int count = whole.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        string text = System.Text.Encoding.UTF8.GetString(start, 0, count);
        foreach (string end in new[] { "</TimeSeries>\n", "</cim:Series>\n" })
        {
            int at = text.IndexOf(end, StringComparison.Ordinal);
            if (at < 0) continue;
            int root = text.IndexOf("MarketDocument", StringComparison.Ordinal);
            int open = text.LastIndexOf('<', root);
            string name = text[(open + 1)..(root + "MarketDocument".Length)];
            small.Write(System.Text.Encoding.UTF8.GetBytes($"{text[..(at + end.Length)]}</{name}>"));
            return;
        }
        small.Write(start.AsSpan(0, count));
    }

    private double Row(string name, long size, string contender, long bytes, Measurement measured)
    {
        double speed = bytes / 1e6 / measured.Seconds;
        _rows.Add(new BenchRow($"{name} {Size(size)} {contender}", speed, "MB/s", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["bytes"] = bytes,
            ["seconds"] = measured.Seconds,
            ["allocated_bytes"] = measured.AllocatedBytes,
            ["runs"] = measured.Runs,
        }));
        return speed;
    }

    private void Ratio(string name, long size, string to, double ratio, List<double>? collect)
    {
        _rows.Add(new BenchRow($"{name} {Size(size)} times {to}", ratio, "x"));
        collect?.Add(ratio);
    }

    private static string Size(long bytes) => bytes >= 1_000_000 ? $"{bytes / 1_000_000} MB" : $"{bytes / 1000} kB";
}
