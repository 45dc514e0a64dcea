using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>Dependencies point one way: Schemas ← pure decisions ← what implements their ports ← Portal ← Host.</summary>
public sealed class DirectionOfReferencesTests
{
    /// <summary>Layer of each part; a project refers to its own layer or lower ones only. A new part gets its line here.</summary>
    private static readonly Dictionary<string, int> Layers = new(StringComparer.Ordinal)
    {
        ["Schemas"] = 0,
        ["Schemas.Files"] = 2,
        ["Evidence"] = 1,
        ["Exchange"] = 1,
        ["Market"] = 1,
        ["Workflows"] = 1,
        ["Workflows.Engine"] = 2,
        ["Native"] = 2,
        ["Keys"] = 2,
        ["Confidential"] = 2,
        ["Notary"] = 2,
        ["Lanes"] = 2,
        ["Archive"] = 2,
        ["Storage"] = 2,
        ["Backup"] = 2,
        ["Microsoft.SqlServer.Server"] = 2,
        ["Reception"] = 2,
        ["Adapters"] = 2,
        ["Simulator"] = 2,
        ["Identity"] = 2,
        ["Rendering"] = 2,
        ["Retail"] = 2,
        ["Burst"] = 2,
        ["Api"] = 3,
        ["Portal"] = 3,
        ["Customers"] = 3,
        ["Benchmarks"] = 4,
        ["Schemas.Bench"] = 4,
        ["Host"] = 5,
    };

    public static TheoryData<string> Projects() => [.. ProjectReferences.OfProduct.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_its_own_layer_or_lower_ones(string project)
    {
        Assert.True(Layers.ContainsKey(Part(project)), $"{project} is a new part: give it its layer in this test.");
        Assert.All(
            ProjectReferences.OfProduct[project],
            reference => Assert.True(Layers[Part(reference)] <= Layers[Part(project)], $"{project} (layer {Layers[Part(project)]}) refers to {reference} (layer {Layers[Part(reference)]})"));
    }

    [Fact]
    public void Nothing_refers_to_the_host()
    {
        Assert.DoesNotContain(ProjectReferences.OfProduct, project => project.Value.Contains("Host"));
    }

    [Fact]
    public void The_projects_of_pure_decisions_say_so()
    {
        foreach (var project in ProjectReferences.OfProduct.Keys.Where(project => Layers[Part(project)] <= 1))
        {
            Assert.True(ProjectReferences.IsPure(project), $"{project} needs <PureDecisions>true</PureDecisions>");
        }
    }

    [Fact]
    public void The_host_pulls_in_every_project_of_the_product()
    {
        Assert.Equal(
            Repository.ProductProjects.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            ProductAssembly.All.Select(assembly => assembly.Name).Order(StringComparer.Ordinal));
    }

    /// <summary><c>Adapters.Soap</c> belongs to the part <c>Adapters</c>, unless it has a line of its own.</summary>
    private static string Part(string project) => Layers.ContainsKey(project) ? project : project.Split('.')[0];
}
