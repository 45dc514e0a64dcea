using IntegrationHub.Architecture.Tests.Support;
using Xunit.Abstractions;

namespace IntegrationHub.Architecture.Tests;

/// <summary>Files stay small enough to be read at once.</summary>
public sealed class FileSizeTests(ITestOutputHelper output)
{
    private const int Largest = 400;

    [Fact]
    public void No_source_file_of_the_product_has_more_than_400_lines()
    {
        var sizes = Repository.ProductSources.Select(file => (File: file, Lines: Repository.Read(file).Split('\n').Length)).OrderBy(entry => entry.Lines).ToList();
        output.WriteLine($"{sizes.Count} files, median {sizes[sizes.Count / 2].Lines}, ninetieth percentile {sizes[sizes.Count * 9 / 10].Lines} lines");

        Assert.Empty(sizes.Where(entry => entry.Lines > Largest).Select(entry => $"{entry.File}: {entry.Lines} lines"));
    }
}
