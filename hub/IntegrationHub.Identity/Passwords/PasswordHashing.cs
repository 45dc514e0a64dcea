using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Identity.Passwords;

/// <summary>Hashes passwords as ASP.NET Core Identity does: PBKDF2 with HMAC-SHA-512 and a salt per password. Thread-safe.</summary>
public sealed class PasswordHashing
{
    /// <summary>Rounds of PBKDF2 (OWASP Password Storage Cheat Sheet for HMAC-SHA-512).</summary>
    private const int Rounds = 210_000;

    private readonly PasswordHasher<Account> _hasher;
    private readonly string _nobody;

    public PasswordHashing()
        : this(Rounds)
    {
    }

    /// <summary>With other rounds, for tests that hash often.</summary>
    internal PasswordHashing(int rounds)
    {
        _hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
        _nobody = Hash(Guid.NewGuid().ToString());
    }

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Compares; where there is no account the same work is done, so that time tells nobody which names exist.</summary>
    public bool Verify(string? hash, string password)
    {
        var tried = password.Length <= PasswordRules.Longest ? password : "";
        var right = _hasher.VerifyHashedPassword(null!, hash ?? _nobody, tried) != PasswordVerificationResult.Failed;
        return right && hash is not null;
    }
}
