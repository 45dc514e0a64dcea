using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Identity;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Workflows.Forms;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>Files that answer a form. They are archived, sealed like documents; the process carries their ids.</summary>
internal sealed class TaskUploads(IArchive archive, Looks acts, TimeProvider time, IDataProtectionProvider protection)
{
    /// <summary>Octets of one file.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private readonly IDataProtector _receipts = protection.CreateProtector("task-upload");

    /// <summary>Archives what was sent for the fields of the form: by field the receipt that comes again in later steps of the same form.</summary>
    /// <returns>Names of fields whose file is too large or empty.</returns>
    public async Task<IReadOnlyList<string>> TakeAsync(FormSchema form, IFormCollection posted, Dictionary<string, string> texts, SignedIn who, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach (var field in form.Fields.Where(static field => field.Type == FieldType.Attachment))
        {
            if (posted.Files.GetFile(TaskForm.Prefix + field.Name) is not { FileName.Length: > 0 } file)
                continue;

            if (file.Length is 0 or > MostBytes)
            {
                refused.Add(field.Name);
                continue;
            }

            using var octets = new MemoryStream((int)file.Length);
            await file.CopyToAsync(octets, cancellationToken);
            var (id, bytes) = (Guid.CreateVersion7(time.GetUtcNow()), octets.ToArray());
            await archive.StoreAsync(RetailerId.Default, id, ArchiveClass.Received, bytes, time.GetUtcNow(), cancellationToken);
            await acts.RecordActAsync(who.Account, "attachment.stored", [("attachment", id.ToString()), ("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)))], cancellationToken);
            texts[field.Name] = _receipts.Protect($"{who.Session:N}{id:D}");
        }

        return refused;
    }

    /// <summary>The ids behind receipts, in place of them: nobody names a file that he did not send in this session.</summary>
    public Dictionary<string, string> Resolve(FormSchema form, IReadOnlyDictionary<string, string> texts, SignedIn who)
    {
        var resolved = new Dictionary<string, string>(texts, StringComparer.Ordinal);
        foreach (var field in form.Fields.Where(static field => field.Type == FieldType.Attachment))
        {
            if (resolved.GetValueOrDefault(field.Name) is { Length: > 0 } receipt)
                resolved[field.Name] = IdOf(receipt, who) ?? "not a receipt";
        }

        return resolved;
    }

    private string? IdOf(string receipt, SignedIn who)
    {
        try
        {
            var text = _receipts.Unprotect(receipt);
            return text.StartsWith(who.Session.ToString("N"), StringComparison.Ordinal) ? text[32..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
