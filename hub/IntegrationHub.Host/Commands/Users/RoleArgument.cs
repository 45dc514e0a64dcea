using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Host.Commands.Users;

/// <summary>Roles on the command line.</summary>
internal static class RoleArgument
{
    private static string Known => string.Join(", ", Enum.GetValues<Role>().Select(Words.Of));

    public static Option<string[]> Option() => new("--role") { Description = $"What the person does here, repeat it for more: {Known}", HelpName = "ROLE", Required = true };

    private static string Departments => string.Join(", ", Enum.GetValues<Department>().Select(Words.Of));

    public static Option<string[]> LeadsOption() => new("--leads") { Description = $"Department that a head leads, repeat it for more: {Departments}", HelpName = "DEPARTMENT" };

    public static IReadOnlyList<Department> ReadLeads(string[]? words) =>
        [.. (words ?? []).Select(static word => Words.Parse<Department>(word) ?? throw new WrongUseException($"--leads `{word}` is none of {Departments}"))];

    public static IReadOnlyList<Role> Read(string[] words) =>
        [.. words.Select(static word => Words.Parse<Role>(word) ?? throw new WrongUseException($"--role `{word}` is none of {Known}"))];
}
