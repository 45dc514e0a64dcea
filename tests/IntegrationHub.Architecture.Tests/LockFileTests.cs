using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>The same packages on every machine.</summary>
public sealed class LockFileTests
{
    [Fact]
    public void Every_project_has_a_lock_file_and_no_version_of_its_own()
    {
        var projects = Repository.TextFiles().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, project =>
        {
            Assert.True(File.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, "packages.lock.json")), $"{project} has no packages.lock.json");
            Assert.DoesNotMatch("<PackageReference [^>]*Version=", Repository.Read(project));
        });
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("IntegrationHub.sln").Replace('\\', '/');

        Assert.All(
            Repository.TextFiles().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)),
            project => Assert.True(solution.Contains(project, StringComparison.Ordinal), $"{project} is not in IntegrationHub.sln"));
    }
}
