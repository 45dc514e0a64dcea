using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Users;

/// <summary>A password from a file, or a random one that is shown once. Never from the command line, which other processes can read.</summary>
internal sealed class PasswordArgument
{
    private readonly Option<string?> _file = new("--password-file") { Description = "File (mode 600) with the password; without it one is made and shown once", HelpName = "FILE" };

    public void Define(Command command) => command.Add(_file);

    /// <returns>The password, and whether it was made here.</returns>
    public (string Password, bool Made) Read(CommandContext context)
    {
        if (context.Get(_file) is not { } file)
        {
            return (PasswordRules.Make(), true);
        }

        var read = SecretFiles.ReadPassphrase(Path.GetFullPath(file));
        return read.Problem is { } problem
            ? throw new RefusedException("PASSWORD_FILE", $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy)
            : (read.Value, false);
    }
}
