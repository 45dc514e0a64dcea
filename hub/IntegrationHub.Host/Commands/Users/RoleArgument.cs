using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Host.Commands.Users;

/// <summary>Roles on the command line.</summary>
internal static class RoleArgument
{
    private static string Known => string.Join(", ", Enum.GetValues<Role>().Select(Words.Of));

    public static Option<string[]> Option() => new("--role") { Description = $"What the person does here, repeat it for more: {Known}", HelpName = "ROLE", Required = true };

    public static IReadOnlyList<Role> Read(string[] words) =>
        [.. words.Select(static word => Words.Parse<Role>(word) ?? throw new WrongUseException($"--role `{word}` is none of {Known}"))];
}
